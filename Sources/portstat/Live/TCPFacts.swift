import SocketInspector

/// What the kernel knows about a TCP connection, in words.
struct TCPFacts {
  private let info: TCPInfo?
  private let rates: TransferRates?
  private let limit: SendLimit?

  init(_ socket: Socket) {
    info = socket.tcpInfo
    rates = socket.rates
    limit = socket.sendLimit
  }

  /// The lines, each with a label; empty without TCP_INFO.
  var lines: [(label: String, text: String)] {
    guard let info else { return [] }
    return [
      ("transfer", transfer(info)), ("latency", latency(info)), ("path", path(info)),
      ("losses", losses(info)), ("limited by", limit.map(Self.text) ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  private func transfer(_ info: TCPInfo) -> String {
    Self.joined([
      info.bytesSent.map { "sent \(Self.bytes($0))\(Self.rate(rates?.send))" },
      info.bytesReceived.map { "received \(Self.bytes($0))\(Self.rate(rates?.receive))" },
      info.idleMilliseconds.map { "idle \(Self.idle($0))" },
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

  private func path(_ info: TCPInfo) -> String {
    Self.joined([
      info.congestionWindow.map { "window \($0) segments" },
      info.maximumSegmentSize.map { "mss \($0)" },
      info.pathMTU.map { "path MTU \($0)" },
      info.deliveryRate.map { "delivery \(Self.bytes($0))/s" },
    ])
  }

  private func losses(_ info: TCPInfo) -> String {
    Self.joined([
      info.totalRetransmits.map { count in
        let all = info.dataSegmentsSent.map { " of \($0)" } ?? ""
        return "\(count)\(all) segments retransmitted"
      },
      info.bytesRetransmitted.map { "\(Self.bytes($0)) retransmitted" },
      info.segmentsLost.map { "\($0) lost now" },
    ])
  }

  /// `the receiver (71 % of the busy time)`
  static func text(_ limit: SendLimit) -> String {
    let name =
      switch limit.factor {
      case .application: "the application"
      case .receiver: "the receiver"
      case .sendBuffer: "the send buffer"
      case .network: "the network"
      }
    guard let percent = limit.percent else {
      return "\(name) (\(limit.factor == .application ? "nothing waits to be sent" : "it is full"))"
    }
    if limit.factor == .application {
      return "\(name) (it had data to send \(percent) % of the time)"
    }
    return "\(name) (\(percent) % of the busy time)"
  }

  /// `0.2 s`, `3 min 12 s`
  static func idle(_ milliseconds: UInt32) -> String {
    if milliseconds >= 10_000 { return DetailsPage.duration(Int64(milliseconds / 1000)) }
    return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
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
