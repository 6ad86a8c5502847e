import SocketInspector
import Testing

@testable import portstat

/// What users of netstat, ss, lsof, fuser and sockstat type must be accepted, or answered with what to type.
@Suite struct HabitTests {
  private static let machine = MachineFacts(
    hasProcess: { pid, path in pid == 70_123 && path == "/proc" },
    isRunning: { name, path in
      [
        "nginx", "redis-server", "python3", "odd name", "a$(id)", "its", "^odd", "odd,odd", "it's",
        "$it's", "node",
      ].contains(name) && path == "/proc"
    },
    runsProcess: { name, _ in "nginx".hasPrefix(name) },
    hasUser: { $0 == "www-data" || $0 == "postgres" }, hasInterface: { $0 == "eth0" })

  private func parse(_ line: [String]) throws -> Arguments {
    try OptionParser(options: OptionTable.all, machine: Self.machine).parse(line)
  }

  /// The refusal of a command line; nil if it is accepted.
  private func refusal(_ line: [String]) -> UsageError? {
    do throws(any Error) {
      _ = try parse(line)
      return nil
    } catch {
      return error as? UsageError
    }
  }

  /// Splits at blanks, but not within single quotes.
  private static func words(_ line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .flatMap { index, part in
        index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
      }
  }

  private static let answered = habits(
    #"""
    // Rows of the habits by number.
    6: --stats => -s
    // What other programs exclude with ! or -.
    44: --state !listen => --state ^listen
    44: --state ~listen => --state ^listen
    44: --state=!listen,!time-wait => --state ^listen,^time-wait
    44: --class !dynamic => --class ^dynamic
    44: --scope !loopback => --scope ^loopback
    44: --remote-scope !private => --remote-scope ^private
    44: --direction !inbound => --direction ^inbound
    44: --ownership !known => --ownership ^known
    44: --port !80 => --port ^80
    44: --local-port !=80 => --local-port ^80
    44: --user !root => --user ^root
    44: --pid !2 => --pid ^2
    44: --remote !10.0.0.1 => --remote ^10.0.0.1
    44: --local ~10.0.0.0/8 => --local ^10.0.0.0/8
    44: --process !nginx => --process ^nginx
    44: --unit !ssh.service => --unit ^ssh.service
    44: --container !web => --container ^web
    // PowerShell.
    3: -LocalPort 80 => --local-port 80
    3: -RemotePort 443 => --remote-port 443
    3: -State Listen => --state Listen
    3: -OwningProcess 2 => --pid 2
    3: -RemoteAddress 10.9.8.7 => --remote 10.9.8.7
    3: -LocalAddress 10.9.8.7 => --local 10.9.8.7
    6: --statistics => -s
    7: -r => ip route
    7: -rn => ip route
    7: -g => ip maddr
    7: -M => --nat
    8: -anvp tcp => --tcp
    10: -c 3 => --watch=3 (every 3 s) or :3 (port 3)
    10: --watch 60 => --watch=60 (every 60 s) or :60 (port 60)
    10: -c=4 => --watch=4 (every 4 s) or :4 (port 4)
    10: -c 0.5 => --watch=0.5
    15: -f inet => -4
    15: -f inet6 => -6
    14: -A tcp => --tcp
    16: -p tcp => --tcp
    16: -nap udp => --udp
    16: -p TCPv6 => -t6
    18: state established => --state established
    18: state time-wait => --state time-wait
    18: exclude listening => --state ^listen
    18: -t state listening => --state listen
    19: dst 192.0.2.9 => --remote 192.0.2.9
    19: src 10.1.0.0/16 => --local 10.1.0.0/16
    19: not dst 192.0.2.9 => --remote ^192.0.2.9
    19: dst 192.0.2.9:443 => --remote 192.0.2.9 --remote-port 443
    20: sport = :22 => --local-port 22
    20: 'sport = :22' => --local-port 22
    20: 'dport > :1024' => --remote-port 1025-
    20: 'dport >= 1024' => --remote-port 1024-
    20: sport ne :22 => --local-port ^22
    20: 'sport<=:99' => --local-port 0-99
    20: '( dport = :ssh or sport = :ssh )' => --port ssh
    20: 'sport = :80 or sport = :443' => --local-port 80,443
    20: state established '( dport = :22 )' => --state established --remote-port 22
    20: 'sport = :80 or dport = :443' => --state, --port, --local-port, --remote-port, --local or --remote
    20: sport = 127.0.0.1:8443 => --local 127.0.0.1 --local-port 8443
    20: dport neq :22 => --remote-port ^22
    20: 'dport >= :https' => --remote-port 443-
    20: cgroup /system.slice/ssh.service => --unit ssh.service
    20: cgroup web => --unit NAME or --container NAME
    18: state established or state listening => --state established,listen
    22: --exe /usr/sbin/nginx => --process nginx
    22: --executable=nginx => --process nginx
    22: --exe => --columns +executable
    22: --pids 812 => --pid 812
    22: --pids => -q
    43: 8443%eth0 => portstat '*%eth0:8443'
    43: https%lo => portstat '*%lo:https'
    56: --local localhost:6113 => --local 127.0.0.0/8,::1 --local-port 6113
    56: --local 10.0.0.9,localhost => --local 10.0.0.9,127.0.0.0/8,::1
    56: --remote ^localhost => --remote ^127.0.0.0/8,^::1
    56: --remote 10/8 => --remote 10.0.0.0/8
    19: dst 192.168/16 => --remote 192.168.0.0/16
    39: 172.16/12 => portstat 172.16.0.0/12
    56: --remote localhost:443 => --remote 127.0.0.0/8,::1 --remote-port 443
    21: --dport nosuch => --remote-port PORT
    44: --state -listen => --state ^listen
    44: '!80,!443' => portstat ^80,^443
    // lsof's lists, exclusions and beginnings of names, and several -i.
    28: -u ^www-data => --user ^www-data
    28: -u www-data,0 => --user www-data,0
    27: -c ^nginx => --process ^nginx
    27: -c node => --process node (a process) or --watch :node (a port)
    28: -u postgres => --user postgres (a user) or -u :postgres (a port)
    27: -c ngi => --process 'ngi*'
    24: -i:80 -i:443 => portstat 80 443
    24: -iTCP:80 -iUDP:53 => portstat tcp/80 udp/53
    24: -i 4 => -4 (IPv4) or -i :4 (port 4)
    24: -i 6 tcp => -t6
    24: -Fpcn => --jsonl
    24: -F p => --jsonl
    10: -E 80 => --watch
    10: --iterations 3 => --watch --updates 3
    10: --count=3 => --watch --updates 3
    43: fe80::/10%lo => portstat fe80::%lo/10
    45: proto tcp => --protocol tcp
    19: dst inet:10.0.0.1 => --remote 10.0.0.1
    // tcpdump's filters.
    20: dst port 443 => --remote-port 443
    20: src port ssh => --local-port ssh
    20: dst host 10.0.0.9 => --remote 10.0.0.9
    20: src net 10.0.0.0/8 => --local 10.0.0.0/8
    30: tcp port 22 => --tcp 22
    // Signals that are not attached.
    23: --signal KILL 8080 => --signal=KILL
    23: --signal term 8080 => --signal=TERM
    23: --signal 9 8080 => --signal=9
    23: --signal -9 8080 => --signal=9
    23: --signal -HUP 8080 => --signal=HUP
    // A well-known port is no interval and no user.
    12: -t22 => -t 22
    12: -u53 => -u 53
    12: -t=443 => -t 443
    44: --port 22:30 => --port 22-30
    44: --local-port 1024+ => --local-port 1024-
    56: --local *:22 => --local-port 22
    21: --dport 8443 => --remote-port 8443
    21: --sport=53 => --local-port 53
    21: --dst 192.0.2.9 => --remote 192.0.2.9
    21: --src 10.0.0.9 => --local 10.0.0.9
    22: --ip 10.0.0.9 => --local 10.0.0.9 or --remote 10.0.0.9
    22: --name postgres => --process postgres
    22: --established => --state established
    22: --time-wait => --state time-wait
    22: --interval 3 => --watch=3
    22: --refresh => --watch
    22: --fields pid => --columns pid
    22: --output json => --json
    22: --output=csv => --csv
    22: -o json => --json
    22: -J => --json
    7: -I en0 => ip -s link
    7: --interfaces=eth0 => ip -s link
    14: -A inet => -tu
    14: -A=inet => -tu
    14: --query=all => -tu
    14: -A udp,tcp => -tu
    14: -A udp => --udp
    14: -A inet,unix => -tu
    15: --family=inet => -4
    15: --family inet6 => -6
    16: -p ip => -4
    18: state established state time-wait => --state established,time-wait
    21: --sport :8443 => --local-port 8443
    21: --dst :8443 => --remote-port 8443
    21: --src 10.0.0.9:22 => --local 10.0.0.9 --local-port 22
    22: -json => --json
    22: -version => --version
    22: -listen => --listen
    22: -watch => --watch
    23: -k -9 22/tcp => --signal=KILL 22/tcp
    23: -k -TERM -n tcp 22 => --signal=TERM tcp/22
    23: -KILL 22/tcp => --signal=KILL 22/tcp
    23: --kill=HUP 9090 => --signal=HUP 9090
    23: 9090 --kill => --signal 9090
    23: -ik 22/tcp => --signal 22/tcp
    // ss closes connections; a local server on the same port must not be offered for signaling.
    23: -K dst 10.0.0.9 => ss -K dst 10.0.0.9
    23: -K dport = :22 => ss -K dport = :22
    23: --kill 'dport = :22' => ss --kill 'dport = :22'
    23: -tK state close-wait => ss -tK state close-wait
    23: -K sport != :22 => ss -K sport '!=' :22
    23: -K sport = :22 => --signal :22
    23: -K 'sport = :22 or sport = :80' => --signal 22,80
    23: --kill --process nginx => --signal --process nginx
    23: -k -9 --user root 22 => --signal=KILL --user root 22
    3: -ctn => -tnc
    3: -cantp => -antpc
    3: -cn => -nc
    3: -46cl => -46lc
    10: -c 2s => --watch=2
    10: --watch 2.5s => --watch=2.5
    10: --watch=2s => --watch=2
    16: -ptcp => --tcp
    16: -nptcp => -n --tcp
    16: -pudp => --udp
    16: -tcp => --tcp
    16: /p tcp => --tcp
    33: /ano => -ano
    15: -finet6 => -6
    14: -Atcp => --tcp
    15: --family ipv6 => -6
    14: --proto tcp => --protocol tcp
    32: -Ptcp => --tcp
    32: -Pudp => --udp
    26: -p80 => portstat 80
    26: -lp80,443 => -l 80,443
    26: -p70123 => --pid 70123
    26: -p6443 => portstat 6443
    19: dst localhost => --remote 127.0.0.0/8,::1
    21: --host localhost => --remote 127.0.0.0/8,::1
    19: dst localhost:22 => --remote 127.0.0.0/8,::1 --remote-port 22
    18: state=listen => --state listen
    18: state established exclude time-wait => --state established,^time-wait
    18: exclude established exclude listening => --state ^established,^listen
    22: --output table => --format=table
    22: --output=table => --format=table
    24: -Fpn -i => --jsonl
    24: -F pcn -i :22 => portstat 22 --jsonl
    24: -r 2 -i => --watch=2
    24: -i -r2 -P => --watch=2
    24: -i -r => --watch=15
    24: -i @localhost:9090 => portstat localhost:9090 or --remote 127.0.0.0/8,::1 --remote-port 9090
    24: -i @127.0.0.53 => --local 127.0.0.53 or --remote 127.0.0.53
    24: -ti tcp@127.0.0.1:22 => -q tcp/127.0.0.1:22 or -qt --remote 127.0.0.1 --remote-port 22
    24: -i4TCP@127.0.0.1:22 -sTCP:LISTEN => -4l tcp/127.0.0.1:22
    24: -a -u root -i :22 => --user root 22
    24: -c nginx -i :22 => --process nginx 22
    46: man => man portstat
    24: -i -P => -n
    24: -i4 -n -P => -4
    24: -i -a -c nginx => --process nginx
    24: -i -a -c apache2 => --process apache2
    24: -a -i -u root => --user root
    24: -Pi6 => -6
    24: -Pan -p 812 -i => --pid 812
    24: -iTCP@10.0.0.9:22 => portstat tcp/10.0.0.9:22 or -t --remote 10.0.0.9 --remote-port 22
    27: 'odd name' => --process 'odd name'
    27: 'a$(id)' => --process 'a$(id)'
    56: --remote 8443 => --remote-port 8443
    56: --local :22 => --local-port 22
    56: --port :22 => --port 22
    56: --port tcp/22 => --tcp --port 22
    56: --port 53/udp => --udp --port 53
    56: --local-port 10.0.0.9:22 => --local 10.0.0.9 --local-port 22
    56: --remote localhost => --remote 127.0.0.0/8,::1
    56: --remote [2001:db8::9]:22 => --remote [2001:db8::9] --remote-port 22
    56: --pid nginx => --process nginx
    46: status => portstat
    46: port nginx => portstat PORT
    23: -K => --signal PORT
    23: --kill 9090 => --signal 9090
    23: 9090 -k => --signal 9090
    23: kill 9090 => --signal 9090
    24: -i:9090 => portstat 9090
    24: -ti:9090 => -q 9090
    24: -t -i:9090 => -q 9090
    24: -nP -iTCP:22 => portstat tcp/22
    24: -iTCP -sTCP:LISTEN => -tl
    24: -iUDP:53,123 => portstat udp/53,123
    24: -i4TCP:22 -sTCP:LISTEN => -4l tcp/22
    24: -i@192.0.2.9:443 => portstat 192.0.2.9:443 or --remote 192.0.2.9 --remote-port 443
    24: -iTCP -sTCP:ESTABLISHED => -t --state established
    30: tcp 22,443 => --tcp 22,443
    46: inbound => --direction inbound
    46: LOOPBACK => --scope loopback
    46: well-known => --class well-known
    46: user=root => --user root
    46: port=22,80 => --port 22,80
    23: -k -tn udp 53 => --signal udp/53
    24: -i -a -p812 => --pid 812
    27: -c nginx => --process nginx
    27: redis-server => --process redis-server
    27: python3 => --process python3
    28: -u www-data => --user www-data
    30: -n tcp 22 => --tcp 22
    30: -n udp domain => --udp domain
    32: -L => --scope ^loopback
    32: -P tcp => --tcp
    32: -P => -n
    33: -f => -4 or -6
    40: http://localhost:9090/health => portstat localhost:9090
    40: https://127.0.0.1/ => portstat 127.0.0.1:https
    40: postgres://app@10.0.0.7:5432/db => portstat 10.0.0.7:5432
    44: !22 => portstat ^22
    45: tcp => --tcp or tcp/PORT
    45: UDP => --udp or udp/PORT
    46: help => --help
    46: list => portstat
    46: top => --watch
    46: watch => --watch
    46: port 22 => portstat 22
    46: listening => -l
    46: established => --state established
    46: LISTEN => -l
    46: TIME_WAIT => --state time_wait
    46: pid 812 => --pid 812
    56: 70123 => --pid 70123
    63: --top => --watch
    63: --tcp-info => --info
    63: --memory => --columns +receive_queue,send_queue
    63: --rtt => --columns +rtt
    // Several ports, and a protocol that must not be lost.
    46: port 22 443 => portstat 22 443
    46: ports 22,443 => portstat 22,443
    46: service ssh => portstat ssh
    30: 22 tcp => --tcp 22
    40: udp://10.0.0.9:53 => portstat udp/10.0.0.9:53
    40: tcp://localhost:22 => portstat tcp/localhost:22
    40: localhost:9090/ => portstat localhost:9090
    40: 10.0.0.9:9090/health?a=b => portstat 10.0.0.9:9090
    29: 22/ => portstat 22
    // `name=value` of other programs.
    46: name=nginx => --process nginx
    46: name:nginx => --process nginx
    46: proto=tcp => --protocol tcp
    46: lport=22 => --local-port 22
    46: remote_port=443 => --remote-port 443
    46: pid:12 => --pid 12
    46: established,time-wait => --state established,time-wait
    // lsof's `+c`, and the conditions of ss.
    24: +c 0 -i => -W
    24: +c0 -iTCP:22 => -W tcp/22
    24: -nP +c 15 -iTCP => -Wt
    20: dev = lo => --interface lo
    20: 'dev != eth0' => --interface ^eth0
    20: state listening dev == eth0 => --state listen --interface eth0
    26: -p ^812 => --pid ^812 (a process) or ^812 without -p (a port)
    // sockstat's and the table's names of protocols.
    32: -Pudp6 => -u6
    32: -P tcp4,udp4 => -tu4
    32: -P tcp4,udp6 => -t4 or -u6
    14: -A tcp6 => -t6
    14: --tables tcp46 => -t6
    14: --tables=udp => --udp
    14: --protocol tcp6 => -t6
    14: --protocol udp46 => -u6
    29: tcp46 => -t6 or tcp46/PORT
    // Signals, by the names of other programs.
    23: kill 22 => --signal :22
    23: kill-port 9090 => --signal 9090
    23: killport -9 9090 => --signal=KILL 9090
    23: --kill-port 9090 => --signal 9090
    23: fuser -k 22/tcp => --signal 22/tcp
    23: ss -tlnp => -tlnp
    24: lsof -ti :9090 => -q 9090
    // Seconds and ports that are attached to letters.
    10: -c2n => -nc2
    10: -c0.5nt => -ntc0.5
    10: -tc2n => -tnc2
    12: -n5 => -nc5 (every 5 s) or -n :5 (port 5)
    12: -ltn30 => -ltnc30 (every 30 s) or -ltn :30 (port 30)
    12: -t443 => -t 443
    12: -8080 => portstat 8080
    12: -1 => --watch=1 (every 1 s) or :1 (port 1)
    // Notations of ports and addresses.
    44: 22..90 => portstat 22-90
    44: 22:90 => portstat 22-90
    44: 1024+ => portstat 1024-
    44: '>=1024' => portstat 1024-
    44: '>1024' => portstat 1025-
    44: '<1024' => portstat 0-1023
    29: tcp443 => portstat 443/tcp
    29: 53udp => portstat 53/udp
    41: 127.0.0.1.631 => portstat 127.0.0.1:631
    41: '*.22' => portstat '*:22'
    41: 127.0.0.1#53 => portstat 127.0.0.1:53
    41: any:22 => portstat '*:22'
    41: 127.1:22 => portstat 127.0.0.1:22
    41: 0:22 => portstat 0.0.0.0:22
    7: -i eth0 => --interface eth0 (sockets that are bound to it)
    63: -B => --state bound
    63: --exclude-ipv6 => -4
    63: --list => portstat
    63: --group-by state => --count-by=state
    // A protocol, family or port that is lost would signal other processes.
    23: -K -u sport = :53 => --signal -u 53
    23: -K -u 80 => --signal -u 80
    23: -uK 80 => --signal -u 80
    23: -K -6 80 => --signal -6 80
    23: -K -f inet6 80 => --signal -6 80
    23: -Kfinet6 80 => --signal -6 80
    23: -K -finet6 80 => --signal -6 80
    23: -K -A udp 53 => --signal udp/53
    23: -K -tl sport = :80 => --signal -t 80
    23: -K 80 443 => --signal 80 443
    23: -K -4 --process nginx => --signal -4 --process nginx
    23: 80 443 -K => --signal 80 443
    23: -K 80 ^443 => --signal 80 ^443
    23: -k -n udp 53 123 => --signal udp/53 udp/123
    23: --kill=9090 => --signal 9090
    23: -k nginx => --signal PORT
    23: kill 9090 -u => --signal -u 9090
    // The values of lsof's options may be attached.
    24: -iTCP:80 -uroot => --user root tcp/80
    24: -i -c nginx -uroot => --process nginx --user root
    24: -i :80 -unginx => --user nginx 80
    24: -iTCP -cnginx -sTCP:LISTEN => -tl --process nginx
    24: -nP -iTCP -sTCP:LISTEN -cnginx => -tl --process nginx
    24: -i -uroot => --user root
    24: -uroot => --user root
    24: -unobody => --user nobody
    24: -uwww-data => --user www-data
    24: -u0 => --user 0
    24: -u1000 => --user 1000
    24: -cnginx => --process nginx
    24: -i :80 -cnginx => --process nginx 80
    24: -pnginx => --process nginx
    24: -pmysql => --process mysql
    24: -nPcnginx => --process nginx
    7: -unr => ip route
    33: /f => -4 or -6
    22: -ojson => --json
    22: -ocsv => --csv
    22: -owide => --wide
    22: -o wide => --wide
    22: --output wide => --wide
    10: --watch=500ms => --watch=0.5
    10: --watch=1m => --watch=60
    10: -c 1m => --watch=60
    22: --interval 2s => --watch=2
    """#)

  /// Reads lines as `6: -s => ANSWER`: the number of the habit, what is typed, and the answer. Arrays of
  /// tuples as large as these take minutes to compile.
  private static func habits(_ text: String) -> [(number: Int, line: String, answer: String)] {
    text.split(separator: "\n").filter { !$0.hasPrefix("//") }.map { line in
      let parts = line.split(separator: " => ", maxSplits: 1).map(String.init)
      let start = parts[0].split(separator: ": ", maxSplits: 1).map(String.init)
      return (Int(start[0]) ?? 0, start[1], parts[1])
    }
  }

  /// A refusal that does not say what to type sends the user back to the other program.
  @Test(arguments: answered)
  func theRefusalSaysWhatToType(number: Int, line: String, instead: String) throws {
    let error = try #require(refusal(Self.words(line)), "\(number): accepted")
    #expect(error.instead == instead, "\(number): \(error)")
    #expect(!error.description.contains("\n") && error.description.utf8.count < 240)
    // What is offered must be accepted itself.
    for offer in instead.split(separator: " or ")
    where !instead.contains("(") && !instead.contains("--state,") {
      let words = Self.words(String(offer)).filter { $0 != "portstat" }
      let isTemplate = words.contains { $0 == "PORT" || $0.hasSuffix("/PORT") }
      let isCommand =
        ["ip", "conntrack", "kill", "ss", "man"].contains(words.first) || offer.contains("|")
      if !isTemplate, !isCommand { #expect(refusal(words) == nil, "\(number): \(offer)") }
    }
  }

  /// What is to be typed instead must itself be accepted.
  @Test(arguments: ForeignHabits.documented.map(\.instead).filter { $0.hasPrefix("portstat") })
  func whatIsOfferedIsAccepted(line: String) throws {
    let words = line.split(separator: "|")[0].split(separator: " ").dropFirst().map(String.init)
    #expect(refusal(words) == nil, "\(line)")
  }

  /// What a user copies from a message must be what the shell takes as the name. Messages double backslashes.
  @Test func quotesInNamesAreQuoted() {
    #expect(refusal(["it's"])?.instead == "--process \"it's\"")
    #expect(refusal(["$it's"])?.instead == "--process '$it'\"'\"'s'")
  }

  private static let explained = habits(
    #"""
    33: -b => owners are always shown
    33: -abno => owners are always shown
    33: /b => '/b': owners are always shown
    33: /abno => owners are always shown
    33: /anob => owners are always shown
    23: -K -x src => unix sockets are not listed
    22: -oyaml => table, json, jsonl or csv
    22: -o yaml => table, json, jsonl or csv
    33: /tmp => invalid address '/tmp'
    9: -unx => unix sockets are not listed
    63: --resolve => does not look up host names
    33: -y => requires --signal
    9: -x => not listed yet
    9: -tulwnp => not listed yet
    23: -K --remote-port 22 => portstat does not close connections
    23: --kill --remote 10.0.0.1 => portstat does not close connections
    20: 'dst 10.0.0.7 and dport = :9 or dport = :8' => --local or --remote
    56: -c 0 => expected 0.1 to 86400 seconds
    56: --watch 0.05 => expected 0.1 to 86400
    33: --procs => owners are always shown
    40: db.internal:5432 => host names are not looked up
    40: http://www.example.net/ => host names are not looked up
    19: dst www.example.net => host names are not looked up
    21: --dst www.example.net => host names are not looked up
    18: state nosuch => unsupported filter 'state nosuch': invalid state 'nosuch'
    20: 'sport = :70001' => 0 to 65535
    20: 'dport = :nosuch' => unsupported filter 'dport = :nosuch': invalid port 'nosuch'
    21: --dst www.example.net => unknown option '--dst': invalid address 'www.example.net'
    9: unix => unix sockets are not listed
    9: dst unix:/tmp/x => unix sockets are not listed
    9: src unix:* => unix sockets are not listed
    9: /run/docker.sock => unix sockets are not listed
    48: --ownership none => expected known, denied, unowned
    9: 36412/sctp => sctp sockets are not listed
    9: sctp/36412 => sctp sockets are not listed
    40: db:5432 => host names are not looked up
    40: ssh://build-host => host names are not looked up
    9: icmp => icmp sockets are not listed
    15: -f unix => unix sockets are not listed
    9: --xdp => : xdp sockets are not listed yet
    9: -0 => packet sockets are not listed yet
    9: -tS => sctp sockets are not listed yet
    9: --mptcp => mptcp sockets are not listed yet
    27: ^odd => invalid port 'odd'
    27: odd,odd => invalid port 'odd'
    48: --state syn => established
    57: --color=yes => auto, always or never
    57: --color => auto, always or never
    22: --output yaml => table, json, jsonl or csv
    57: --format yaml => table, json, jsonl or csv
    57: --class ephemeral => well-known, registered or dynamic
    57: --scope public => loopback
    57: --direction in => listening, inbound or outbound
    54: --json -q => --quiet prints only PIDs
    54: --watch --json => --jsonl
    56: 70000 => 65535
    56: --remote 10.0.0.0/33 => 32
    56: --pid 0 => 2147483647
    20: 'fwmark = 0x01' => does not filter by packet marks
    20: state listening '( cgroup = /a and sport = :22 )' => filters by unit and container, not by control group
    20: autobound => does not filter by how a port was chosen
    22: --output yaml => unknown option '--output': invalid format 'yaml'
    22: --output=xml => invalid format 'xml': expected table, json, jsonl or csv
    63: -tT => always found
    63: -Z => security contexts
    29: udp46 => udp sockets on [::] that also take IPv4
    56: --watch=0.01 => 0.1 to 86400
    50: --columns port => local_port or remote_port
    """#)

  /// Some habits have no equivalent: the refusal must say why.
  @Test(arguments: explained)
  func theRefusalSaysWhy(number: Int, line: String, reason: String) throws {
    let error = try #require(refusal(Self.words(line)), "\(number): accepted")
    #expect(error.description.contains(reason), "\(number): \(error)")
  }

  /// Messages that a reader had to decode: what is given comes first, then what is expected.
  @Test(arguments: [
    ("", "empty selector: expected a port, a service or an address"),
    ("^", "empty value in '^'"), ("80,,443", "empty value in '80,,443'"),
    ("--user=", "--user: empty value"), ("--port=80,", "--port: empty value in '80,'"),
    ("--protocol=,tcp", "--protocol: empty value in ',tcp'"),
    ("tcp/udp", "invalid port 'udp'; use --udp or udp/PORT"),
    ("--port 80/tcp", "invalid value '80/tcp' for --port; use --tcp --port 80"),
    ("-b", "unknown option '-b': owners are always shown; omit it"),
    (
      "example.com",
      "invalid address 'example.com': expected an address such as 10.0.0.7 (host names are not "
        + "looked up)"
    ),
    (
      "--watch --updates 1 --json",
      "--watch prints a stream of events, not one JSON document; use --jsonl"
    ),
  ])
  func theRefusalIsPlain(line: String, message: String) {
    #expect(refusal(line.isEmpty ? [""] : Self.words(line))?.description == message)
  }

  /// These command lines work in other programs, and must work here.
  @Test(arguments: [
    (2, "-antup"), (2, "-nap"), (2, "-plnt"), (2, "-lptun"), (2, "-peanut"), (2, "-punta"),
    (3, "-plant"), (3, "-tunapl"), (3, "-tulpan"), (8, "-v"), (10, "--watch 8080"), (11, "-c2"),
    (11, "-nc1"), (11, "--watch=2"), (12, "-ano 5"), (13, "--numeric-ports"), (14, "--inet"),
    (14, "--inet6"), (14, "--protocol=inet"), (17, "--programs"), (17, "--extend"),
    (17, "--timers"), (17, "--continuous"), (17, "--options"), (17, "--listen"), (25, "TCP:443"),
    (25, ":1-1024"), (26, "-a -p 18461"), (31, "-p 80,443"), (31, "80 443"), (31, "--port=80"),
    (33, "-?"), (33, "/?"), (36, "5432"), (38, "10.0.0.7"), (38, "10.0.0.7:"),
    (41, "*:80"), (41, "0.0.0.0:80"), (41, "[::]:80"), (42, "::1:80"),
    (47, "--state listening"), (47, "--state ESTAB"), (47, "--state syn_sent"),
    (47, "--state SYN_RCVD"), (47, "--state synchronized"), (47, "--state CLOSE-WAIT"),
    (49, "--sort pid"), (49, "--sort process,local_port"), (49, "--sort=-pid"),
    (50, "--sort recv-q"), (50, "--columns proto"), (50, "--columns foreign"),
    (50, "--columns 'Local Address'"), (51, "--columns +user"), (51, "--columns -class"),
    (51, "--columns all"), (52, "--json 80"), (52, "-lj"), (53, "--no-headers"),
    (58, "--process python"), (59, "-tlpn6"), (59, "-t4"), (59, "-4l"), (59, "-tulpen"),
    (59, "-ee"), (60, ""), (26, "-p46"), (10, "--watch https"), (7, "-i"), (24, "-i :9090"),
    (24, "-i tcp:22"), (24, "-i4"), (63, "--info"), (24, "-ti"),
  ])
  func habitsAreAccepted(number: Int, line: String) {
    let error = refusal(Self.words(line))
    #expect(error == nil, "\(number): \(error?.description ?? "")")
  }

  /// `-c2` updates every 2 seconds, and `--watch 8080` watches a port.
  @Test func attachedSecondsAreAnInterval() throws {
    #expect(try parse(["-nc3"]).watchInterval == 3)
    let watch = try parse(["--watch", "61"])
    #expect(watch.watchInterval == 1 && watch.filter.selectors.count == 1)
    #expect(try parse(["-c", "1-30"]).filter.selectors.count == 1)
  }

  /// Windows users ask for help with `-?` and `/?`.
  @Test(arguments: [["-?"], ["/?"], ["-a", "-?"], ["nosuch", "--help"], ["--help", "--nosuch"]])
  func windowsHelp(words: [String]) throws {
    #expect(try parse(words).mode == .document(.help))
  }

  /// A daemon that is not running is probably meant by its service.
  @Test func aDaemonIsTheServiceOfThatName() throws {
    #expect(try #require(refusal(["sshd"])).description.contains("did you mean ssh?"))
    #expect(try #require(refusal(["snmpd"])).description.contains("did you mean snmp?"))
  }

  /// A suggestion that means something else is worse than none.
  @Test(arguments: [
    ["--kill"], ["--dport", "1"], ["help"], ["redis-serve"], ["--foo"], ["xyzzy"], ["icmp"],
    ["sudo"], ["chrome"], ["none"], ["smbd"], ["--xdp"], ["jedi-server"],
    ["--no-such-option"], ["--batch"], ["--uniq"], ["--pod", "web"], ["--ownership", "none"],
  ])
  func suggestionsAreNotAbsurd(words: [String]) throws {
    let text = try #require(refusal(words)).description
    for absurd in ["--all", "'--port'", "helm", "jediserver", "did you mean"] {
      #expect(!text.contains(absurd), "\(text)")
    }
  }

  /// Processes of another machine must not lead to a suggestion for this one.
  @Test func runningProcessesAreThoseOfTheTree() throws {
    #expect(try #require(refusal(["nginx", "--proc=/host/proc"])).instead == nil)
    #expect(try #require(refusal(["--proc", "/host/proc", "nginx"])).instead == nil)
  }

  /// The live filter is parsed at every key, and must not read the machine for it.
  @Test func nothingIsReadWhileTyping() throws {
    #expect(throws: UsageError.self) {
      do throws(UsageError) {
        _ = try OptionParser(options: OptionTable.all).parse(["nginx"])
      } catch {
        #expect(error.instead == nil)
        throw error
      }
    }
  }

  /// A habit that is a valid selector or option would never be answered, or hide what is valid.
  @Test func habitsAreNotValidOtherwise() {
    let names = OptionTable.all.flatMap {
      [$0.long] + $0.aliases + ($0.short.map { ["\($0)"] } ?? [])
    }
    for habit in ForeignHabits.all {
      switch habit.pattern {
      case .option(let options):
        for option in options { #expect(!names.contains(option), "\(option)") }
      case .word, .documentedOnly: break
      }
    }
  }
}
