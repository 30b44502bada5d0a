// The encrypted build ships its types where TypeScript does not look; its interface is better-sqlite3's.
declare module 'better-sqlite3-multiple-ciphers' {
  import SQLite from 'better-sqlite3'
  export = SQLite
}
