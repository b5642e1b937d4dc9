#if Fuzzing
  /// How much memory is held at most while one input is read, by the address sanitizer's books.
  enum MemoryMeter {
    // One thread feeds inputs; that of the engine's own clock allocates nothing to speak of.
    nonisolated(unsafe) private static var held = 0
    nonisolated(unsafe) private(set) static var peak = 0

    static func install() {
      // SAFETY: the hooks touch two counters and allocate nothing.
      _ = unsafe installHooks(
        { _, size in MemoryMeter.took(size) },
        { block in MemoryMeter.gave(unsafe sizeOfBlock(block)) })
    }

    /// Begins to count for an input.
    static func begin() { unsafe (held, peak) = (0, 0) }

    private static func took(_ size: Int) {
      unsafe held &+= size
      unsafe peak = max(peak, held)
    }

    private static func gave(_ size: Int) { unsafe held &-= size }
  }

  @_silgen_name("__sanitizer_install_malloc_and_free_hooks")
  private func installHooks(
    _ took: @convention(c) (UnsafeRawPointer?, Int) -> Void,
    _ gave: @convention(c) (UnsafeRawPointer?) -> Void
  ) -> Int32

  @_silgen_name("__sanitizer_get_allocated_size")
  private func sizeOfBlock(_ block: UnsafeRawPointer?) -> Int
#endif
