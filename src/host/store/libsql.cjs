// Loads libsql only when it is called, and at once: an import is either neither or not.
module.exports = () => require('libsql');
