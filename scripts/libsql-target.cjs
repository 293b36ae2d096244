// Stands in for @neon-rs/load in the bundle, and tells libsql which of its native packages is this system's. The original
// has Node write a whole diagnostic report to tell glibc from musl, which takes 10 ms of every command; a file tells it too.
const { familySync, MUSL } = require('detect-libc');

exports.currentTarget = function currentTarget() {
  const { platform, arch } = process;
  if (platform === 'win32') return `win32-${arch}-msvc`;
  if (platform !== 'linux') return `${platform}-${arch}`;
  if (arch === 'arm') return 'linux-arm-gnueabihf'; // libsql itself turns this into musl where it must
  return `linux-${arch}-${familySync() === MUSL ? 'musl' : 'gnu'}`;
};
