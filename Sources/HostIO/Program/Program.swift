internal import Glibc

/// The frame of every program: reads the command line, runs the work, and turns its end into a
/// status, a message and flushed output.
///
/// ```swift
/// Program.main(description, version: "0.1.0") { arguments, output in
///   try output.writeLine("hello")
///   return .done
/// }
/// ```
///     the work …                                   standard error         status
///     returns a status                             –                      its own
///     throws Finding                               its line               1
///     throws ArgumentError, FileError, BadInput    its line               2
///     throws any other error                       its description        2
///     throws Interrupted, or a read is cut short   –                      128 + signal
///     finds standard output closed                 –                      0
public enum Program {
  /// The work: takes the sorted command line and where its data goes.
  public typealias Work = (ParsedArguments, inout StandardOutput) throws -> ProgramStatus

  /// Runs the work as this process and ends it.
  public static func main(
    _ command: CommandDescription, version: String,
    words: [String] = Array(CommandLine.arguments.dropFirst()), work: Work
  ) -> Never {
    Interruption.ignoreBrokenPipes()
    Interruption.listen()
    exit(runAsProcess(command, version: version, words: words, work: work).code)
  }

  /// Runs the work with given words and streams; touches no process-wide state.
  public static func run(
    _ command: CommandDescription, version: String, words: [String],
    output: inout StandardOutput, errors: StandardError, work: Work
  ) -> ProgramStatus {
    do {
      let status = try perform(command, version, words, &output, work)
      try output.flush()
      return status
    } catch {
      return conclude(error, command.name, &output, errors)
    }
  }

  // The output is a local so that it is gone before `exit`, which runs no deinitialiser.
  private static func runAsProcess(
    _ command: CommandDescription, version: String, words: [String], work: Work
  ) -> ProgramStatus {
    var output = StandardOutput()
    return run(
      command, version: version, words: words, output: &output, errors: StandardError(), work: work)
  }

  private static func perform(
    _ command: CommandDescription, _ version: String, _ words: [String],
    _ output: inout StandardOutput, _ work: Work
  ) throws -> ProgramStatus {
    switch try command.parse(words) {
    case .help(let page): try output.write(page)
    case .version: try output.writeLine("\(command.name) \(version)")
    case .run(let arguments): return try work(arguments, &output)
    }
    return .done
  }

  private static func conclude(
    _ error: any Error, _ name: String, _ output: inout StandardOutput, _ errors: StandardError
  ) -> ProgramStatus {
    if isClosedOutput(error) { return .done }
    // What was printed before the failure comes before its message. That this fails as well is
    // worth a line of its own, unless it is the same failure or only a reader that has gone.
    if let second = flushFailure(&output), !second.isBrokenPipe, second != error as? FileError {
      errors.writeLine("\(name): \(second)")
    }
    if isInterruption(error) { return .interrupted(signal: signalNumber) }
    errors.writeLine("\(name): \(error)")
    return error is Finding ? .found : .badInput
  }

  private static func flushFailure(_ output: inout StandardOutput) -> FileError? {
    do {
      try output.flush()
      return nil
    } catch {
      return error
    }
  }

  private static func isClosedOutput(_ error: any Error) -> Bool {
    guard let error = error as? FileError else { return false }
    return error.isBrokenPipe && error.path == StandardOutput.name
  }

  private static func isInterruption(_ error: any Error) -> Bool {
    if error is Interrupted { return true }
    return (error as? FileError)?.isInterruption ?? false
  }

  private static var signalNumber: Int32 {
    Interruption.isRequested ? Interruption.signal : SIGINT
  }
}
