/** A text of the package, as it stands in its file: the build puts it into the program. */
declare module '*.md' {
  const text: string;
  export default text;
}
