import SocketInspector
import Testing

@testable import portstat

@Suite struct SocketColumnsTests {
  /// If two columns had the same name, the second could never be chosen.
  @Test func keysAreUnique() {
    let keys = SocketColumns.all.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  /// Scripts use the keys, so all must be spelled alike.
  @Test func keysAreSnakeCase() {
    for column in SocketColumns.all {
      #expect(column.key.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(column.key)")
    }
  }

  /// Scripts break if a key is renamed, removed or moved without a new schema number.
  @Test func dataColumnsAreTheDocumentedKeys() {
    #expect(SocketColumns.data.map(\.key) == OutputContractTests.keys)
  }

  /// If two columns had the same heading, the user could not tell them apart.
  @Test func titlesAreUnique() {
    let titles = SocketColumns.all.map(\.title)
    #expect(Set(titles).count == titles.count)
  }

  /// Headings and descriptions must be readable on every terminal.
  @Test func textsAreASCII() {
    for column in SocketColumns.all {
      #expect(!column.title.isEmpty && column.title.allSatisfy(\.isASCII))
      #expect(!column.summary.isEmpty && column.summary.allSatisfy(\.isASCII))
      #expect(!column.summary.contains("\n"))
    }
  }

  /// Users expect the columns of netstat, and those of the options in their places.
  @Test func theTableHasTheDocumentedColumns() {
    var view = OutputOptions()
    #expect(
      view.columns.map(\.title) == [
        "Proto", "Local Address", "Foreign Address", "State", "PID", "Process", "Service", "Class",
      ])
    view.showsTimers = true
    #expect(Set(view.columns.map(\.title)).isSuperset(of: ["Timer", "PID", "Class"]))
    view.isExtended = true
    #expect(
      Set(view.columns.map(\.title)).isSuperset(of: ["Recv-Q", "Send-Q", "User", "Inode", "FD"]))
  }

  /// `-i` would not show what ss shows, or rates without an interval.
  @Test func infoAddsColumns() {
    var view = OutputOptions()
    view.showsInfo = true
    let info = {
      view.columns.map(\.title).filter {
        ["RTT", "Delivery/s", "Retrans", "Sent/s", "Recv/s"].contains($0)
      }
    }
    #expect(info() == ["RTT", "Delivery/s", "Retrans"])
    view.isWatching = true
    #expect(info() == ["Sent/s", "Recv/s", "RTT", "Delivery/s", "Retrans"])
    for format in [OutputFormat.json, .jsonl, .csv] {
      view.format = format
      view.showsInfo = false
      let keys = view.columns.map(\.key)
      view.showsInfo = true
      #expect(view.columns.map(\.key) == keys + TCPInfoColumns.all.map(\.key))
    }
    #expect(
      TCPInfoColumns.all.map(\.key) == [
        "rtt", "rtt_min", "rtt_variance", "idle_seconds", "bytes_sent", "bytes_received",
        "bytes_received_exact", "bytes_retransmitted", "send_rate", "receive_rate",
        "segments_lost", "retransmits_total", "congestion_window", "mss", "path_mtu",
        "delivery_rate", "pacing_rate", "limited_by", "congestion_control", "ulp",
      ])
  }

  /// A plain table would be slower, because it reads numbers that it does not show.
  @Test func theDefaultTableReadsNoTCPInfo() {
    #expect(
      OutputOptions().requirements.isDisjoint(with: [
        .tcpInfo, .cookie, .rates, .listenerDrops, .protocolModules,
      ]))
    var view = OutputOptions()
    view.showsInfo = true
    #expect(view.requirements.contains(.tcpInfo) && !view.requirements.contains(.cookie))
    #expect(!view.requirements.contains(.protocolModules))
  }

  /// Addresses must not be shortened: the beginning of one is another address.
  @Test func onlyNamesAreShortenable() {
    #expect(
      Set(SocketColumns.all.filter(\.isShortenable).map(\.key)) == [
        "user", "process", "processes", "command", "executable", "unit", "container", "pod",
        "cgroup", "netns",
        "ancestry", "parents", "peer_process", "peer_container",
      ])
  }
}
