internal import Core

/// Follows one row of source numbers and counts where it repeats, goes back or leaves numbers out.
struct NumberWatch {
  /// What a number is called in the report, in the singular.
  private let name: String
  /// Whether each number follows on the one before, so that a jump means that some are missing.
  private let isDense: Bool
  /// The number seen last.
  private(set) var last: UInt64?
  private var repeated: UInt64 = 0
  private var backward: UInt64 = 0
  private var gaps: UInt64 = 0
  private var missing: UInt64 = 0

  init(_ name: String, isDense: Bool = true) {
    self.name = name
    self.isDense = isDense
  }

  /// Takes a message's single number.
  @discardableResult
  mutating func note(_ number: UInt64) -> SourceSequence? {
    note(last: number, behind: number &- 1)
  }

  /// Takes a message that ends with number `last` and says that it follows on `previous`; answers
  /// the numbers that are missing in between.
  @discardableResult
  mutating func note(last number: UInt64, behind previous: UInt64) -> SourceSequence? {
    guard let last else {
      self.last = number
      return nil
    }
    self.last = number
    if number == last {
      repeated += 1
    } else if number < last {
      backward += 1
    } else if isDense, previous > last {
      gaps += 1
      missing &+= previous - last
      return SourceSequence(first: last + 1, last: previous)
    } else if isDense, previous < last {
      repeated += 1  // a part of it has been told before
    }
    return nil
  }

  var figures: [ImportFigure] {
    let steps = [
      ImportFigure("\(name)s repeated", repeated), ImportFigure("\(name)s gone back", backward),
    ]
    guard isDense else { return steps }
    return steps + [
      ImportFigure("gaps in \(name)s", gaps), ImportFigure("\(name)s missing", missing),
    ]
  }
}
