import { main } from './main.ts';
import { exits } from './command.ts';

let isCutOff = false;

// A reader that has seen enough, as in `coders apply | head`, is no reason to leave the work half done.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    isCutOff = true;
    process.exitCode = exits.hostFailed;
    if (stream === process.stdout) process.stderr.write(`error: The output can not be written: ${error.message}.\n`);
  });
}
process.exitCode = exits.hostFailed; // until it is known
void main(process.argv.slice(2), process.env).then((exit) => {
  process.exitCode = isCutOff ? exits.hostFailed : exit;
});
