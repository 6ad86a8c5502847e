import SocketInspector

/// The first lines of the screen: totals, churn, rates, and the filter of the command line.
struct NumberLines {
  private let model: LiveModel
  private let screen: ScreenStyle

  /// The width of the picture of the last updates.
  private static let pictureWidth = 10...60
  /// The width of a picture from which on its scale is worth more than a wider one.
  private static let goodPictureWidth = 20

  init(_ model: LiveModel, _ screen: ScreenStyle) {
    self.model = model
    self.screen = screen
  }

  var lines: [String] {
    model.hasSecondLine ? [firstLine, secondLine] : [firstLine]
  }

  /// The host, the interval and the totals to the left, the churn and a picture of the number of connections
  /// to the right. What matters least is left out if there is no room.
  private var firstLine: String {
    var parts = [Part(pace, model.isPaused ? 0 : 3)]
    parts += model.figures.totals.texts.map { Part($0.text, $0.kind.rank) }
    if let host { parts.insert(Part(host, 6), at: 0) }
    // On a screen with a second line, the filter and the rates are there.
    if !model.hasSecondLine, let filter { parts.append(Part(filter, 1, isShortenable: true)) }
    if !model.hasSecondLine, let rates { parts.append(Part(rates, 5, isRight: true)) }
    if let problems { parts.append(Part(problems, 1)) }
    if let churn {
      parts.append(
        model.hasSecondLine ? Part(churn, 2) : Part(churn, 4, isRight: true))
    }
    let picture = picture(beside: &parts)
    let line = joined(
      parts.filter { !$0.isRight }.map(\.text), parts.filter(\.isRight).map(\.text) + picture)
    return problems.map { line.replacing($0, with: screen.colored($0, .problem)) } ?? line
  }

  /// The picture of the number of connections, with a label if there is room for it; empty if there is no room.
  ///
  /// - Parameter parts: Those that do not fit beside it are removed, or beside each other if there is no picture.
  private func picture(beside parts: inout [Part]) -> [String] {
    let least = Self.pictureWidth.lowerBound
    let fitted = Part.fitted(parts, to: screen.columns - 2 - least)
    // A picture is worth the name of the machine and the interval, but no important number.
    let keepsNumbers = parts.allSatisfy { part in
      part.rank > 2 || fitted.contains { $0.text == part.text }
    }
    guard model.hasSecondLine, keepsNumbers else {
      parts = Part.fitted(parts, to: screen.columns)
      return []
    }
    parts = fitted
    let label = " connections"
    let room = screen.columns - 2 - Part.width(parts)
    let hasLabel = room >= least + label.count
    let width = min(hasLabel ? room - label.count : room, Self.pictureWidth.upperBound)
    let picture = model.figures.connections.picture(width, isUTF8: screen.isUTF8)
    return [picture + (hasLabel ? label : "")]
  }

  /// `3 problems`; nil if there is none.
  private var problems: String? {
    let count = model.figures.problemCount
    return count == 0 ? nil : count.counted("problem")
  }

  /// A part of the first line.
  private struct Part {
    private(set) var text: String
    /// Parts with a higher rank are left out earlier.
    let rank: Int
    let isRight: Bool
    private let isShortenable: Bool

    init(_ text: String, _ rank: Int, isRight: Bool = false, isShortenable: Bool = false) {
      self.text = text
      self.rank = rank
      self.isRight = isRight
      self.isShortenable = isShortenable
    }

    /// The width of a line with some parts.
    static func width(_ parts: [Part]) -> Int {
      parts.reduce(-2) { $0 + 2 + ScreenText.width(of: $1.text) }
    }

    /// The parts that fit beside each other: of the same rank, those to the left.
    static func fitted(_ parts: [Part], to columns: Int) -> [Part] {
      var parts = parts
      var removed: [(index: Int, part: Part)] = []
      while width(parts) > columns, let last = parts.map(\.rank).max(), last > 0 {
        let index = parts.lastIndex { $0.rank == last } ?? 0
        let excess = width(parts) - columns
        if !parts[index].shorten(by: excess) { removed.append((index, parts.remove(at: index))) }
      }
      // The last part that went may have made room for one before it.
      for (index, part) in removed.reversed() where width(parts + [part]) <= columns {
        parts.insert(part, at: min(index, parts.count))
      }
      return parts
    }

    /// Makes the part shorter, but not shorter than a few words.
    mutating func shorten(by excess: Int) -> Bool {
      let width = ScreenText.width(of: text)
      if !isShortenable || width <= 16 { return false }
      text = ScreenText.shortened(text, to: max(width - excess, 16))
      return true
    }
  }

  private var pace: String {
    model.isPaused ? "PAUSED" : "every \(Self.text(model.interval)) s"
  }

  /// The rates of all TCP connections with pictures, and the filter.
  private var secondLine: String {
    let figures = model.figures
    let texts = [
      "TCP sent " + Self.rate(figures.rates?.send), "received " + Self.rate(figures.rates?.receive),
    ]
    let filter = self.filter.map { [ScreenText.shortened($0, to: screen.columns / 3)] } ?? []
    let used = (texts + filter).reduce(0) { $0 + 3 + ScreenText.width(of: $1) }
    let histories = [figures.sent, figures.received]
    // What a full block stands for, if there is room for it beside pictures of a good width.
    let scales = histories.map { " max " + Self.rate($0.largest.map { UInt64($0) }) }
    let withoutScales = (screen.columns - used) / 2 - 1
    let withScales = withoutScales - ScreenText.width(of: scales.joined()) / 2
    let hasScales = withScales >= Self.goodPictureWidth && histories.contains { $0.largest != nil }
    let room = min(hasScales ? withScales : withoutScales, Self.pictureWidth.upperBound)
    if room < Self.pictureWidth.lowerBound { return joined(texts, filter) }
    let pictures = zip(histories, scales).map { history, scale in
      history.picture(room, isUTF8: screen.isUTF8) + (hasScales ? scale : "")
    }
    return joined(zip(texts, pictures).map { "\($0) \($1)" }, filter)
  }

  private var host: String? {
    model.figures.host.map { ScreenText.escaped(String(decoding: $0, as: UTF8.self)) }
  }

  private var churn: String? {
    model.figures.churn.map {
      "+\(Self.text(perSecond: $0.opened)) -\(Self.text(perSecond: $0.closed)) /s"
    }
  }

  private var rates: String? {
    guard let rates = model.figures.rates else { return nil }
    return "TCP sent \(Self.rate(rates.send))  received \(Self.rate(rates.receive))"
  }

  private var filter: String? {
    let text = model.settings.filterText
    return text.isEmpty ? nil : "filter: \(ScreenText.escaped(text))"
  }

  /// Text at the left and at the right edge of the screen.
  private func joined(_ left: [String], _ right: [String]) -> String {
    let (left, right) = (left.joined(separator: "  "), right.joined(separator: "  "))
    let gap = screen.columns - ScreenText.width(of: left) - ScreenText.width(of: right)
    if right.isEmpty || gap < 2 { return ScreenText.prefix(of: left, screen.columns) }
    return left + String(repeating: " ", count: gap) + right
  }

  /// `18.4 MB/s`, of the same width for all numbers; `-` if the rate is unknown.
  private static func rate(_ number: UInt64?) -> String {
    guard let number else { return "-" }
    let (digits, unit) = RoundedNumber.parts(number)
    let padding = String(repeating: " ", count: max(4 - digits.count, 0))
    return "\(padding)\(digits) \(unit)B/s\(unit.isEmpty ? " " : "")"
  }

  /// `12`, `0.4`
  private static func text(perSecond number: Double) -> String {
    if number > 0, number < 0.95 { return "0.\(max(Int((number * 10).rounded()), 1))" }
    let (digits, unit) = RoundedNumber.parts(UInt64(number.rounded()))
    return digits + unit
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
