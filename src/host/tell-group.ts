/** Sends a signal to all of a process group. False where nobody of it is left. */
export function tellGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false; // macOS says EPERM of a group of which only those are left that have ended
    throw error;
  }
}
