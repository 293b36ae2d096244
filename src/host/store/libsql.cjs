// Loads libsql where it is called, and at once. An import statement would load it on every Node, and import() only later.
module.exports = () => require('libsql');
