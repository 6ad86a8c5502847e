import SocketInspector

/// Services that a misspelled word may mean. Among all names of services some are similar to any word.
enum CommonServices {
  static let names: [String] = """
    amqp cassandra consul cups docker domain elasticsearch etcd ftps grafana http http-alt https https-alt imap \
    imaps ipsec kafka kerberos kubernetes ldap ldaps mariadb memcached minecraft mongodb mqtt mysql nfs ntp \
    openvpn oracle pop3 pop3s postgres postgresql prometheus rabbitmq redis rpcbind rsync smtp smtps snmp ssh \
    submission syslog telnet tftp wireguard zookeeper
    """.split(separator: " ").map(String.init).filter { !ServiceTable.ports(named: $0).isEmpty }
}
