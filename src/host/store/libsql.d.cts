declare function loadLibsql(): unknown;
export = loadLibsql;
