/** For random tests: another each run, printed, and replayed with `CODERS_TEST_SEED=… npm test`. */
export const seed = Number(process.env['CODERS_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

console.log(`Random tests of this file use CODERS_TEST_SEED=${seed}.`);
