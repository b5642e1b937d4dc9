/// Why a line of a recording could not be read; the importer adds file and line.
struct RecordFailure: Error, Equatable {
  /// Byte column of the line, from 1.
  let column: Int
  let reason: ImportError.Reason
}
