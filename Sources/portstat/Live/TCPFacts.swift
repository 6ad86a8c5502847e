import SocketInspector

/// What the kernel knows about a TCP connection, in words.
struct TCPFacts {
  private let info: TCPInfo?
  private let rates: TransferRates?

  init(_ socket: Socket) {
    info = socket.tcpInfo
    rates = socket.rates
  }

  /// The lines, each with a label; empty without TCP_INFO.
  var lines: [(label: String, text: String)] {
    guard let info else { return [] }
    return [
      ("transfer", transfer(info)), ("latency", latency(info)), ("limits", limits(info)),
      ("losses", losses(info)),
    ].filter { !$0.1.isEmpty }
  }

  private func transfer(_ info: TCPInfo) -> String {
    Self.joined([
      info.bytesSent.map { "sent \(Self.bytes($0))\(Self.rate(rates?.send))" },
      info.bytesReceived.map { "received \(Self.bytes($0))\(Self.rate(rates?.receive))" },
      info.idleMilliseconds.map { "idle \(Self.decimal(UInt64($0), places: 3)) s" },
    ])
  }

  private func latency(_ info: TCPInfo) -> String {
    Self.joined([
      info.roundTripTime.map { time in
        let least = info.minimumRoundTripTime.map { " (min \(Self.milliseconds($0)))" } ?? ""
        return "rtt \(Self.milliseconds(time)) ms\(least)"
      },
      info.roundTripTimeVariance.map { "variance \(Self.milliseconds($0)) ms" },
    ])
  }

  private func limits(_ info: TCPInfo) -> String {
    Self.joined([
      info.congestionWindow.map { "window \($0) segments" },
      info.maximumSegmentSize.map { "mss \($0)" },
      info.pathMTU.map { "path MTU \($0)" },
      info.deliveryRate.map { "delivery \(Self.bytes($0))/s" },
    ])
  }

  private func losses(_ info: TCPInfo) -> String {
    Self.joined([
      info.totalRetransmits.map { "\($0) segments retransmitted" },
      info.bytesRetransmitted.map { "\(Self.bytes($0)) sent again" },
      info.segmentsLost.map { "\($0) lost now" },
    ])
  }

  private static func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).joined(separator: "   ")
  }

  /// `12.4 MB`
  static func bytes(_ number: UInt64) -> String {
    let (digits, unit) = RoundedNumber.parts(number)
    return "\(digits) \(unit)B"
  }

  private static func rate(_ number: UInt64?) -> String { number.map { " (\(bytes($0))/s)" } ?? "" }

  private static func milliseconds(_ microseconds: UInt32) -> String {
    decimal(UInt64(microseconds), places: 3)
  }

  private static func decimal(_ number: UInt64, places: Int) -> String {
    var text: [UInt8] = []
    TextFormatter.append(number, places: places, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
