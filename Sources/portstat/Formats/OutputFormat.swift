/// The output formats.
enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case json
  case jsonl
  case csv

  /// The option that selects the format.
  var option: String { self == .table ? "--format=table" : "--\(rawValue)" }

  /// Creates the format. No other place lists all formats.
  func format(_ options: FormatOptions) -> any Format {
    switch self {
    case .table: TableFormat(options)
    case .json: JSONFormat(options, isLines: false)
    case .jsonl: JSONFormat(options, isLines: true)
    case .csv: CSVFormat(options)
    }
  }
}
