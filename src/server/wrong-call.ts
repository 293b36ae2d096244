/** A call that can not be meant: what is wrong with it, and what would be valid, in full sentences. */
export class WrongCall extends Error {
  override readonly name = 'WrongCall';
}
