import { main } from './main.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // `coders status | head`
  throw error;
});
process.exitCode = await main(process.argv.slice(2), process.env);
