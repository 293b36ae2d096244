import { main } from './main.ts';
import { exits } from './command.ts';

// A reader that has seen enough, as in `coders apply | head`, is no reason to leave the work half done.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = exits.hostFailed;
    if (stream === process.stdout) process.stderr.write(`error: The output can not be written: ${error.message}.\n`);
  });
}
const exit = await main(process.argv.slice(2), process.env);
process.exitCode ||= exit;
