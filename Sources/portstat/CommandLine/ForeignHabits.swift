/// What users of netstat, ss, lsof, fuser, sockstat and other programs type. Error messages, and the tables
/// in the manual and the README, are made from this one.
enum ForeignHabits {
  static let all: [ForeignHabit] = accepted + filters + listings + displays + actions + words

  /// The rows of the "coming from" tables: the command of the other program, and the one to type instead.
  static var documented: [(typed: String, instead: String)] {
    all.compactMap { habit in
      guard let typed = habit.documented else { return nil }
      switch habit.answer {
      case .arguments(let text):
        let arguments = text.replacing("VALUE", with: habit.sample ?? habit.placeholder)
        return (typed, arguments.isEmpty ? "portstat" : "portstat \(arguments)")
      case .command, .format, .nothing:
        return (typed, habit.text(value: habit.sample) ?? habit.reason)
      }
    }
  }

  /// The habit of an option: a name without its dashes, or a letter.
  static func option(_ name: String) -> ForeignHabit? {
    all.first { if case .option(let names) = $0.pattern { names.contains(name) } else { false } }
  }

  /// The habit of a word, in any case.
  static func word(_ word: String) -> ForeignHabit? {
    let word = word.lowercased()
    return all.first {
      if case .word(let words) = $0.pattern { words.contains(word) } else { false }
    }
  }

  /// The habit of `--output`, if a word names a format, here or in another program.
  static func format(_ name: String) -> ForeignHabit? {
    let others = ["yaml", "xml", "wide"]
    let isFormat =
      OutputFormat(rawValue: name.lowercased()) != nil || others.contains(name.lowercased())
    return isFormat ? option("output") : nil
  }

  private static let accepted: [ForeignHabit] = [
    ForeignHabit(
      .documentedOnly, .arguments("-tulpn"), documented: "netstat -tulpn, ss -tulpn"),
    ForeignHabit(.documentedOnly, .arguments("-antp"), documented: "netstat -plant, ss -tanp"),
    ForeignHabit(
      .documentedOnly, .arguments("-an"), documented: "netstat -ano, netstat -abno (Windows)"),
    ForeignHabit(
      .documentedOnly, .arguments("-l"), documented: "netstat -an | findstr LISTENING"),
    ForeignHabit(
      .documentedOnly, .arguments("--count-by state"),
      documented: "netstat -an | awk '{print $6}' | sort | uniq -c"),
    ForeignHabit(
      .documentedOnly, .arguments("--count-by remote_address --state connected"),
      documented: "netstat -ntu | awk '{print $5}' | cut -d: -f1 | sort | uniq -c"),
  ]

  private static let filters: [ForeignHabit] = [
    ForeignHabit(
      .documentedOnly, .arguments("--state established"), documented: "ss state established"),
    ForeignHabit(
      .documentedOnly, .arguments("--state ^listen"), documented: "ss exclude listening"),
    ForeignHabit(
      .documentedOnly, .arguments("--local-port 443"), documented: "ss 'sport = :443'"),
    ForeignHabit(
      .documentedOnly, .arguments("--remote-port 443"), documented: "ss 'dport = :443'"),
    ForeignHabit(
      .documentedOnly, .arguments("--port https"),
      documented: "ss '( dport = :https or sport = :https )'"),
    ForeignHabit(
      .documentedOnly, .arguments("--remote 10.0.0.0/8"), documented: "ss dst 10.0.0.0/8"),
    ForeignHabit(
      .option(["dport", "rport", "foreign-port"]), .arguments("--remote-port VALUE"), key: "dport"),
    ForeignHabit(.option(["sport", "lport"]), .arguments("--local-port VALUE"), key: "sport"),
    ForeignHabit(
      .option(["dst", "daddr", "raddr", "foreign", "peer", "host", "remote-address"]),
      .arguments("--remote VALUE"), placeholder: "ADDRESS", key: "dst"),
    ForeignHabit(
      .option(["src", "saddr", "laddr", "local-address", "bind"]), .arguments("--local VALUE"),
      placeholder: "ADDRESS", key: "src"),
    ForeignHabit(
      .option(["ip", "address", "addr"]), .arguments("--local VALUE or --remote VALUE"),
      placeholder: "ADDRESS"),
    ForeignHabit(
      .option(["name", "proc-name", "process-name", "comm", "prog", "procname"]),
      .arguments("--process VALUE"),
      placeholder: "NAME"),
    // The name of a process also matches the name of its executable's file, without the path.
    ForeignHabit(
      .option(["exe", "executable"]), .arguments("--process VALUE"), placeholder: "NAME",
      alone: "--columns +executable"),
    ForeignHabit(
      .option(["uid", "username", "owner"]), .arguments("--user VALUE"), placeholder: "NAME"),
    ForeignHabit(.option(["tcp4"]), .arguments("-t4")),
    ForeignHabit(.option(["tcp6"]), .arguments("-t6")),
    ForeignHabit(.option(["udp4"]), .arguments("-u4")),
    ForeignHabit(.option(["udp6"]), .arguments("-u6")),
    ForeignHabit(
      .option(["L"]), .arguments("--scope ^loopback"), documented: "sockstat -L"),
    ForeignHabit(.option(["connected"]), .arguments("--state connected")),
    ForeignHabit(
      .option(["B", "bound-inactive"]), .arguments("--state bound"), documented: "ss -B"),
    ForeignHabit(.option(["exclude-ipv6", "no-ipv6"]), .arguments("-4")),
    ForeignHabit(.option(["exclude-ipv4", "no-ipv4"]), .arguments("-6")),
    ForeignHabit(
      .option(["cmd", "cmdline", "args"]), .arguments("--command VALUE"), placeholder: "GLOB"),
  ]

  private static let listings: [ForeignHabit] = [
    ForeignHabit(.documentedOnly, .arguments("8080"), documented: "lsof -i:8080"),
    ForeignHabit(.documentedOnly, .arguments("-q 8080"), documented: "lsof -ti:8080"),
    ForeignHabit(
      .documentedOnly, .arguments("-tl"), documented: "lsof -iTCP -sTCP:LISTEN"),
    ForeignHabit(.documentedOnly, .arguments("--pid 812"), documented: "lsof -i -a -p 812"),
    ForeignHabit(
      .documentedOnly, .arguments("--process nginx"), documented: "lsof -i -a -c nginx"),
    ForeignHabit(.documentedOnly, .arguments("80/tcp"), documented: "fuser 80/tcp"),
    ForeignHabit(
      .option(["r", "route", "C", "cache", "F", "fib"]), .command("ip route"),
      because: "portstat does not show routes", documented: "netstat -r"),
    ForeignHabit(
      .option(["interfaces", "I"]), .command("ip -s link"), documented: "netstat -i"),
    ForeignHabit(
      .documentedOnly, .arguments("-ti"), documented: "ss -ti"),
    ForeignHabit(
      .option(["g", "groups"]), .command("ip maddr"),
      because: "portstat does not show multicast groups", documented: "netstat -g"),
    ForeignHabit(
      .option(["M", "masquerade"]), .arguments("--nat"),
      because: "--nat lists address translations; MPTCP sockets are not listed yet",
      documented: "netstat -M"),
    ForeignHabit(
      .option(["statistics", "st", "stats", "count"]), .arguments("-s"), documented: "ss -s"),
    ForeignHabit(.documentedOnly, .command("nstat -az"), documented: "netstat -s"),
    ForeignHabit(
      .option(["A", "query", "socket", "tables"]), .arguments("-tu"),
      because: "only TCP and UDP are listed"
    ),
    ForeignHabit(.option(["family"]), .arguments("-4 or -6")),
    ForeignHabit(.option(["proto"]), .arguments("--protocol VALUE"), placeholder: "NAME"),
    ForeignHabit(
      .option(["f"]), .arguments("-4 or -6"), because: "addresses are never resolved to names"),
    ForeignHabit(
      .option(["N", "net"]), .arguments("--netns VALUE"), placeholder: "NAME",
      documented: "ss -N NAME"),
  ]

  private static let displays: [ForeignHabit] = [
    ForeignHabit(
      .option(["b", "procs"]), .nothing, because: "owners are always shown; omit it"),
    ForeignHabit(.option(["P"]), .arguments("-n")),
    ForeignHabit(
      .option(["T", "threads"]), .nothing,
      because: "sockets that only a thread has open are always found; omit it"),
    ForeignHabit(
      .option(["Z", "z", "context", "contexts"]), .nothing,
      because: "portstat does not show security contexts"),
    ForeignHabit(.option(["list", "ls", "show"]), .arguments("")),
    ForeignHabit(
      .option(["group-by", "groupby", "count-per"]), .arguments("--count-by=VALUE"),
      placeholder: "NAME"),
    ForeignHabit(
      .option(["resolve", "resolve-names"]), .nothing,
      because: "portstat does not look up host names"),
    ForeignHabit(
      .option(["iterations", "loops", "repetitions"]), .arguments("--watch --updates VALUE"),
      placeholder: "N"),
    ForeignHabit(.option(["E", "events"]), .arguments("--watch")),
    ForeignHabit(
      .option(["interval", "refresh", "top", "live", "follow", "delay", "repeat"]),
      .arguments("--watch=VALUE"), placeholder: "", documented: "netstat -c 2", sample: "2"),
    ForeignHabit(
      .option(["fields", "field", "column", "cols", "o-fields"]), .arguments("--columns VALUE"),
      placeholder: "NAME"),
    ForeignHabit(
      .option(["sort-by", "order", "order-by"]), .arguments("--sort VALUE"), placeholder: "NAME"),
    ForeignHabit(.option(["output", "output-format"]), .format, placeholder: "NAME"),
    ForeignHabit(.option(["J"]), .arguments("--json")),
    ForeignHabit(
      .option(["O", "oneline", "no-trunc", "notrim", "notruncate"]), .arguments("--wide")),
    ForeignHabit(.option(["no-color", "nocolor", "no-colour"]), .arguments("--color=never")),
    ForeignHabit(.option(["pids"]), .arguments("--pid VALUE"), placeholder: "PID", alone: "-q"),
    ForeignHabit(.option(["pid-only", "terse"]), .arguments("-q")),
    ForeignHabit(.option(["tcp-info", "tcpinfo", "tcp_info"]), .arguments("--info")),
    ForeignHabit(.option(["m", "memory"]), .arguments("--columns +receive_queue,send_queue")),
  ]

  private static let actions: [ForeignHabit] = [
    // These offer TERM, which lets a server clean up. fuser sends KILL unless told otherwise.
    ForeignHabit(
      .option(["K", "k", "kill", "kill-port", "killport"]), .arguments("--signal VALUE")),
    ForeignHabit(
      .documentedOnly, .arguments("--signal=KILL 8080/tcp"), documented: "fuser -k 8080/tcp"),
    ForeignHabit(
      .documentedOnly, .arguments("--signal 8080/tcp"), documented: "fuser -k -TERM 8080/tcp"),
  ]

  private static let words: [ForeignHabit] = [
    ForeignHabit(.word(["help", "usage"]), .arguments("--help")),
    ForeignHabit(.word(["man", "manual"]), .command("man portstat")),
    ForeignHabit(.word(["version"]), .arguments("--version")),
    ForeignHabit(.word(["list", "ls", "show", "ps", "all", "status"]), .arguments("")),
    ForeignHabit(.word(["top", "watch", "live", "monitor"]), .arguments("--watch")),
    ForeignHabit(.word(["listening", "listen", "listeners"]), .arguments("-l")),
    ForeignHabit(.word(["port", "ports", "service", "services"]), .arguments("VALUE")),
    ForeignHabit(
      .word(["ip", "address", "host"]), .arguments("--local VALUE or --remote VALUE"),
      placeholder: "ADDRESS"),
    ForeignHabit(.word(["tcp6", "tcpv6"]), .arguments("-t6")),
    ForeignHabit(.word(["udp6", "udpv6"]), .arguments("-u6")),
    ForeignHabit(.word(["tcp4", "tcpv4"]), .arguments("-t4")),
    ForeignHabit(.word(["udp4", "udpv4"]), .arguments("-u4")),
    ForeignHabit(.word(["ipv6", "inet6", "ip6"]), .arguments("-6")),
    ForeignHabit(.word(["ipv4", "inet", "ip4"]), .arguments("-4")),
    ForeignHabit(.word(["summary", "stats", "statistics"]), .arguments("-s")),
  ]
}
