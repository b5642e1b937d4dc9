#if Fuzzing
  import FuzzTargets
  import Glibc
  import HostIO

  /// `fuzz` as libFuzzer: `fuzz TARGET`, then whatever libFuzzer takes.
  enum FuzzEngine {
    // Set once, before the engine runs; its own thread alone comes back here.
    nonisolated(unsafe) private static var target: FuzzTarget?
    nonisolated(unsafe) private static var mutator: WordMutator?
    /// Memory that an input may take beside what its bytes may.
    private static let memoryAllowance = 1 << 18

    static func run() -> Never {
      let words = CommandLine.arguments
      if words.dropFirst() == ["--list"] { list() }
      guard words.count > 1, let found = FuzzTarget.named(words[1]) else {
        end("no such target; see scripts/fuzz --list", status: 2)
      }
      unsafe target = found
      if found.isText { unsafe mutator = (try? found.seeds()).map(WordMutator.init) }
      MemoryMeter.install()
      let lengths = ["-max_len=\(found.longestInput)", "-len_control=100"]
      let arguments = [words[0]] + lengths + words.dropFirst(2)
      runEngine(arguments)
    }

    private static func list() -> Never {
      for target in FuzzTarget.all { print("\(target.name): \(target.promise)") }
      exit(0)
    }

    /// Hands over count and vector of the arguments by reference, as `main` has them.
    private static func runEngine(_ arguments: [String]) -> Never {
      // SAFETY: the vector has room for every argument and the end; nothing of it is ever freed,
      // since the engine keeps it until the process ends.
      var count = Int32(arguments.count)
      let vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
        capacity: arguments.count + 1)
      for index in arguments.indices {
        unsafe vector.advanced(by: index).initialize(to: strdup(arguments[index]))
      }
      unsafe vector.advanced(by: arguments.count).initialize(to: nil)
      var words = unsafe vector
      exit(unsafe startEngine(&count, &words, { unsafe FuzzEngine.feed($0, $1) }))
    }

    /// One execution. What breaks a promise ends the process, which is what the engine looks for.
    private static func feed(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
      // SAFETY: the engine owns `length` bytes there for the length of the call.
      let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: length))
      guard let target = unsafe target else { return 0 }
      MemoryMeter.begin()
      do { try target.check(input) } catch let fault { end("\(fault)") }
      let taken = unsafe MemoryMeter.peak
      let limit = target.memoryPerByte * length + memoryAllowance
      if taken > limit {
        end("\(taken) bytes of memory for \(length) of input; at most \(limit) are allowed")
      }
      return 0
    }

    /// Changes the input at `bytes`, which has room for `room` of them; its new length. Every other
    /// change is the engine's own.
    static func change(
      _ bytes: UnsafeMutablePointer<UInt8>, _ length: Int, room: Int, seed: UInt32
    ) -> Int {
      guard seed & 1 == 0, unsafe mutator != nil else {
        return unsafe changeBytes(bytes, length, room)
      }
      // SAFETY: the engine owns `room` bytes there, the first `length` of them initialised.
      let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: length))
      let changed = unsafe mutator?.mutate(input, seed: UInt64(seed)) ?? input
      let kept = min(room, changed.count)
      for index in 0..<kept { unsafe bytes[index] = changed[index] }
      return kept
    }

    private static func end(_ reason: String, status: Int32? = nil) -> Never {
      StandardError().writeLine("fuzz: \(reason)")
      if let status { exit(status) }
      abort()
    }
  }

  /// Asked by libFuzzer for each new input.
  @_cdecl("LLVMFuzzerCustomMutator")
  public func changeInput(
    _ bytes: UnsafeMutablePointer<UInt8>, _ length: Int, _ room: Int, _ seed: UInt32
  ) -> Int {
    unsafe FuzzEngine.change(bytes, length, room: room, seed: seed)
  }

  @_silgen_name("LLVMFuzzerMutate")
  private func changeBytes(
    _ bytes: UnsafeMutablePointer<UInt8>, _ length: Int, _ room: Int
  ) -> Int

  @_silgen_name("LLVMFuzzerRunDriver")
  private func startEngine(
    _ count: UnsafeMutablePointer<Int32>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ feed: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif
