import SocketInspector

/// Services that a misspelled word may mean. Among all names of services some are similar to any word.
enum CommonServices {
  static let names: [String] = """
    amqp cassandra consul cups docker domain elasticsearch etcd ftps grafana http http-alt https https-alt imap \
    imaps ipsec kafka kerberos kubernetes ldap ldaps mariadb memcached minecraft mongodb mqtt mysql nfs ntp \
    openvpn oracle pop3 pop3s postgres postgresql prometheus rabbitmq redis rpcbind rsync smtp smtps snmp ssh \
    submission syslog telnet tftp wireguard zookeeper
    """.split(separator: " ").map(String.init).filter { !ServiceTable.ports(named: $0).isEmpty }

  /// Whether a number is the port of one of these services, or of FTP or Telnet, so that nothing else is meant.
  static func use(port number: Int32) -> Bool {
    (names + ["ftp", "ftp-data", "telnet"]).contains { name in
      ServiceTable.ports(named: name).contains {
        $0.ports == UInt16(clamping: number)...UInt16(clamping: number)
      }
    }
  }
}
