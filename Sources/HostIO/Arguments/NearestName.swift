/// Finds the known word that a mistyped one most likely meant.
public enum NearestName {
  /// The nearest candidate, the first declared among equals; `nil` when none is near.
  ///
  /// Near is a third of the word's length in edits, or being its beginning (`summary` for
  /// `summary-only`).
  public static func of(_ word: String, among candidates: [String]) -> String? {
    if word.count >= 3, let longer = candidates.first(where: { $0.hasPrefix(word) }) {
      return longer
    }
    let limit = max(1, word.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = editDistance(word, candidate)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Counts insertions, deletions, replacements and swaps of neighbours.
  ///
  /// The optimal string alignment distance. Words longer than any option cost nothing:
  /// they are cut.
  ///
  /// - Complexity: O(*n* · *m*), at most 64 · 64.
  static func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8.prefix(64))
    let right = Array(right.utf8.prefix(64))
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      current.reserveCapacity(right.count + 1)
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        var cost = min(
          previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, beforePrevious[column - 2] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
