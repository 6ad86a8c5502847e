import SocketInspector

/// Why no socket matched a filter on owners.
extension NoMatchHint {
  /// A fact about owners, and that the sockets of others match: `...; 2 match without --process`
  func besideOwners(_ fact: String) -> String {
    let names = NamedCriterion.owners.filter { $0.isUsed(filter) }.map(\.name)
    let others = filterWithoutOwners
    guard others.hasCriteria || others.isListeningOnly else { return fact }
    let count = sockets.count { isListed($0, others) }
    if count == 0 { return fact }
    return "\(fact); \(count) \(count == 1 ? "matches" : "match") without "
      + UsageError.list(names)
  }

  /// The filter without its criteria on owners.
  var filterWithoutOwners: Filter {
    NamedCriterion.owners.reduce(filter) { filter, criterion in criterion.dropped(from: filter) }
  }

  /// The number of sockets that another filter finds, with their owners.
  func count(_ filter: Filter) -> Int {
    var query = query
    query.filter = filter
    return (try? Snapshot.capture(query, in: tree))?.sockets.count ?? 0
  }

  /// `no process is named python; 3 process names begin with it: --process 'python*'`
  var processHint: String? {
    let patterns = filter.processNames.included
    guard let pattern = patterns.first else { return nil }
    guard patterns.count == 1, let name = pattern.literal else {
      return besideOwners(patternHint(patterns))
    }
    let text = String(decoding: name, as: UTF8.self)
    let processes = tree.processNames()
    if let pid = processes.first(where: { $0.names.contains(name) })?.pid {
      return besideOwners(
        "process \(text) is running (PID \(pid)), but none of its sockets match")
    }
    if let pid = Int32(text), tree.hasProcess(pid) {
      return "no process is named \(text); it is a PID: --pid \(pid)"
    }
    if let base = text.split(separator: "/").last.map(String.init), base != text,
      processes.contains(where: { $0.names.contains(Array(base.utf8)) })
    {
      return "no process is named \(text): names have no path; \(base) is running: "
        + Offer(["--process", base]).text
    }
    let beginning = processes.count { $0.names.contains { $0.starts(with: name) } }
    let fact = "no process is named \(text)"
    if beginning == 0 { return besideOwners(fact) }
    let names = beginning == 1 ? "1 process name begins" : "\(beginning) process names begin"
    return "\(fact); \(names) with it: " + Offer(["--process", "\(text)*"]).text
  }

  /// `no socket belongs to unit ssh; 2 match with a longer name: --unit '*ssh*'`
  var groupHint: String? {
    let patterns = (filter.units.included, filter.containers.included)
    guard patterns.0.count + patterns.1.count == 1, let pattern = (patterns.0 + patterns.1).first
    else { return nil }
    let kind = patterns.1.isEmpty ? "unit" : "container"
    guard let name = pattern.literal.map({ String(decoding: $0, as: UTF8.self) }) else {
      return besideOwners("no socket belongs to a \(kind) with such a name")
    }
    var wider = filter
    let longer = Criterion(included: [NamePattern("*\(name)*")])
    if patterns.1.isEmpty { wider.units = longer } else { wider.containers = longer }
    let fact = "no socket belongs to \(kind) \(name)"
    let count = count(wider)
    if count == 0 { return besideOwners(fact) }
    return "\(fact); \(count) \(count == 1 ? "belongs" : "belong") to one with a longer name: "
      + Offer(["--\(kind)", "*\(name)*"]).text
  }

  /// `process mysqld is running (PID 77), but none of its sockets match`, for names with wildcards and lists of
  /// names.
  private func patternHint(_ patterns: [NamePattern]) -> String {
    let processes = tree.processNames().filter { process in
      process.names.contains { name in patterns.contains { $0.matches(name) } }
    }
    guard let first = processes.first, let name = first.names.first else {
      return "no process name matches --process"
    }
    return processes.count == 1
      ? "process \(String(decoding: name, as: UTF8.self)) is running (PID \(first.pid)), but none of its "
        + "sockets match"
      : "\(processes.count) processes match --process, but none of their sockets match"
  }

  /// `no command line is manage.py; 1 contains it: --command '*manage.py*'`
  var commandHint: String? {
    guard filter.commands.included.count == 1, let part = filter.commands.included.first?.literal
    else { return nil }
    let text = String(decoding: part, as: UTF8.self)
    let count = tree.commandLines().count { String(decoding: $0, as: UTF8.self).contains(text) }
    let fact = "no command line is \(text)"
    return count == 0
      ? besideOwners(fact)
      : "\(fact); \(count) \(count == 1 ? "contains" : "contain") it: "
        + Offer(["--command", "*\(text)*"]).text
  }

  var pidHint: String? {
    guard filter.pids.included.count == 1, let pid = filter.pids.included.first else { return nil }
    if tree.hasProcess(pid) {
      return besideOwners("process \(pid) is running, but none of its sockets match")
    }
    let fact = "no process has PID \(pid)"
    guard let port = UInt16(exactly: pid) else { return besideOwners(fact) }
    let uses = sockets.count { $0.local.port == port }
    return uses == 0 ? besideOwners(fact) : "\(fact); \(have(uses)) it as local port: \(port)"
  }
}
