#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether the long checks were asked for: `TRUETAPE_FULL` is set to anything.
enum FullRun {
  static var isWanted: Bool {
    // SAFETY: only whether the pointer exists is asked; nobody changes the environment in tests.
    unsafe getenv("TRUETAPE_FULL") != nil
  }
}
