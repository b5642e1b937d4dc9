/// What a person asked of `bench`.
struct BenchArguments {
  var filter: String?
  var isJSON = false
  var isSmoke = false
  var repetitions: Int?
  var action = Action.measure

  enum Action {
    case measure
    case list
    case help
    case version
  }

  /// What is wrong with a command line, in words for a person.
  struct UsageError: Error {
    let message: String
  }

  static let help = """
    bench: measures this package's own code on inputs that it makes itself.

    usage: bench [--filter REGEX] [--json] [--list] [--repetitions N] [--smoke]

      --filter REGEX    only benchmarks whose name has a match
      --json            one JSON document on stdout instead of the table
      --list            names only, nothing is measured
      --repetitions N   timed passes of each benchmark (default 7, 1 to 1000)
      --smoke           tiny inputs, one repetition: shows that benchmarks work, not how fast
      --help, --version

    examples:
      swift run -c release bench
      swift run -c release bench --filter '^core' --json
      swift run bench --smoke

    Rates are minimum, median and maximum over the repetitions. Percentiles and allocations come
    from passes of their own. A result hash is the same on every machine: other hash, other work.
    """

  /// Reads the words after the program's name.
  static func parse(_ words: [String]) throws(UsageError) -> BenchArguments {
    var arguments = BenchArguments()
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--json": arguments.isJSON = true
      case "--smoke": arguments.isSmoke = true
      case "--list": arguments.action = .list
      case "--help", "-h": arguments.action = .help
      case "--version": arguments.action = .version
      case "--filter": arguments.filter = try value(of: word, from: &rest)
      case "--repetitions":
        let text = try value(of: word, from: &rest)
        guard let count = Int(text), (1...1000).contains(count) else {
          throw UsageError(message: "--repetitions wants a number from 1 to 1000, not '\(text)'")
        }
        arguments.repetitions = count
      default: throw UsageError(message: "unknown argument '\(word)'; see bench --help")
      }
    }
    if arguments.isSmoke, arguments.repetitions != nil {
      throw UsageError(message: "--smoke is one repetition; leave --repetitions out")
    }
    return arguments
  }

  private static func value(
    of option: String, from rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let value = rest.popFirst() else {
      throw UsageError(message: "\(option) wants a value; see bench --help")
    }
    return value
  }
}
