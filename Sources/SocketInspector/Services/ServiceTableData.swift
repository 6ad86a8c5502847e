// The service table, edited by hand. ServiceTable.swift reads it; ServiceTableTests checks its order, syntax
// and uniqueness.
//
// Sources: the IANA Service Name and Transport Protocol Port Number Registry as of August 2026 (released
// under CC0); single names from Debian's netbase (6.4 to 6.6), if Debian's own tools print a name that
// differs from IANA's; and software that commonly uses a port today, if IANA has no name for the port or one
// that nobody uses. A name says what a port is for, not which program uses it.

extension ServiceTable {
  /// A line for each port and name, sorted by port: the port, the transport protocols (`t` TCP, `u` UDP, `s`
  /// SCTP, `d` DCCP), and the name. Each pair of a port and a protocol occurs once. Names follow the syntax
  /// of RFC 6335, section 5.1: up to 15 lower-case letters, digits and single hyphens.
  static let services = """
    1 tu tcpmux
    5 tu rje
    7 tu echo
    9 tusd discard
    11 tu systat
    13 tu daytime
    15 t netstat
    17 tu qotd
    18 tu msp
    19 tu chargen
    20 tus ftp-data
    21 ts ftp
    21 u fsp
    22 tus ssh
    23 tu telnet
    25 tu smtp
    27 tu nsw-fe
    29 tu msg-icp
    31 tu msg-auth
    33 tu dsp
    37 tu time
    38 tu rap
    39 tu rlp
    41 tu graphics
    42 tu nameserver
    43 tu whois
    44 tu mpm-flags
    45 tu mpm
    46 tu mpm-snd
    48 tu auditd
    49 tu tacacs
    50 tu re-mail-ck
    52 tu xns-time
    53 tu domain
    54 tu xns-ch
    55 tu isi-gl
    56 tu xns-auth
    58 tu xns-mail
    62 tu acas
    63 tu whoispp
    64 tu covia
    65 tu tacacs-ds
    66 tu sql-net
    67 tu bootps
    68 tu bootpc
    69 tu tftp
    70 tu gopher
    71 tu netrjs-1
    72 tu netrjs-2
    73 tu netrjs-3
    74 tu netrjs-4
    76 tu deos
    78 tu vettcp
    79 tu finger
    80 tus http
    81 t http-alt
    82 tu xfer
    83 tu mit-ml-dev
    84 tu ctf
    85 tu mit-ml-dev
    86 tu mfcobol
    88 tu kerberos
    89 tu su-mit-tg
    90 tu dnsix
    91 tu mit-dov
    92 tu npp
    93 tu dcp
    94 tu objcall
    95 tu supdup
    96 tu dixie
    97 tu swift-rvf
    98 tu tacnews
    99 tu metagram
    101 tu hostname
    102 tu iso-tsap
    103 tu gppitnp
    104 tu acr-nema
    105 tu csnet-ns
    106 t poppassd
    106 u 3com-tsmux
    107 tu rtelnet
    108 tu snagas
    109 tu pop2
    110 tu pop3
    111 tu sunrpc
    112 tu mcidas
    113 tu auth
    115 tu sftp
    116 tu ansanotify
    117 tu uucp-path
    118 tu sqlserv
    119 tu nntp
    120 tu cfdptkt
    121 tu erpc
    122 tu smakynet
    123 tu ntp
    124 tu ansatrader
    125 tu locus-map
    126 tu nxedit
    127 tu locus-con
    128 tu gss-xlicen
    129 tu pwdgen
    130 tu cisco-fna
    131 tu cisco-tna
    132 tu cisco-sys
    133 tu statsrv
    134 tu ingres-net
    135 tu epmap
    136 tu profile
    137 tu netbios-ns
    138 tu netbios-dgm
    139 tu netbios-ssn
    140 tu emfis-data
    141 tu emfis-cntl
    142 tu bl-idm
    143 t imap
    144 tu uma
    145 tu uaac
    146 tu iso-tp0
    147 tu iso-ip
    148 tu jargon
    149 tu aed-512
    150 tu sql-net
    151 tu hems
    152 tu bftp
    153 tu sgmp
    154 tu netsc-prod
    155 tu netsc-dev
    156 tu sqlsrv
    157 tu knet-cmp
    158 tu pcmail-srv
    159 tu nss-routing
    160 tu sgmp-traps
    161 tu snmp
    162 tu snmptrap
    163 tu cmip-man
    164 tu cmip-agent
    165 tu xns-courier
    166 tu s-net
    167 tu namp
    168 tu rsvd
    169 tu send
    170 tu print-srv
    171 tu multiplex
    172 tu cl-1
    173 tu xyplex-mux
    174 tu mailq
    175 tu vmnet
    176 tu genrad-mux
    177 tu xdmcp
    178 tu nextstep
    179 tus bgp
    180 tu ris
    181 tu unify
    182 tu audit
    183 tu ocbinder
    184 tu ocserver
    185 tu remote-kis
    186 tu kis
    187 tu aci
    188 tu mumps
    189 tu qft
    190 tu gacp
    191 tu prospero
    192 tu osu-nms
    193 tu srmp
    194 tu irc
    195 tu dn6-nlm-aud
    196 tu dn6-smm-red
    197 tu dls
    198 tu dls-mon
    199 tu smux
    200 tu src
    201 tu at-rtmp
    202 tu at-nbp
    203 tu at-3
    204 tu at-echo
    205 tu at-5
    206 tu at-zis
    207 tu at-7
    208 tu at-8
    209 tu qmtp
    210 tu z39-50
    211 tu 914c-g
    212 tu anet
    213 tu ipx
    214 tu vmpwscs
    215 tu softpc
    216 tu cailic
    217 tu dbase
    218 tu mpp
    219 tu uarps
    220 tu imap3
    221 tu fln-spx
    222 tu rsh-spx
    223 tu cdc
    224 tu masqdialer
    242 tu direct
    243 tu sur-meas
    244 tu inbusiness
    245 tu link
    246 tu dsp3270
    247 tu subntbcst-tftp
    248 tu bhfhs
    256 tu rap
    257 tu set
    259 tu esro-gen
    260 tu openport
    261 tu nsiiops
    262 tu arcisdms
    263 tu hdap
    264 tu bgmp
    265 tu x-bone-ctl
    266 tu sst
    267 tu td-service
    268 tu td-replica
    269 tu manet
    270 u gist
    271 t pt-tls
    280 tu http-mgmt
    281 tu personal-link
    282 tu cableport-ax
    283 tu rescap
    284 tu corerjd
    286 tu fxp
    287 tu k-block
    300 t tacacss
    308 tu novastorbakcup
    309 tu entrusttime
    310 tu bhmds
    311 tu asip-webadmin
    312 tu vslmp
    313 tu magenta-logic
    314 tu opalis-robot
    315 tu dpsi
    316 tu decauth
    317 tu zannet
    318 tu pkix-timestamp
    319 tu ptp-event
    320 tu ptp-general
    321 tu pip
    322 tu rtsps
    323 t rpki-rtr
    323 u chrony
    324 t rpki-rtr-tls
    333 tu texar
    344 tu pdap
    345 tu pawserv
    346 tu zserv
    347 tu fatserv
    348 tu csi-sgwp
    349 tu mftp
    350 tu matip-type-a
    351 tu matip-type-b
    352 tu dtag-ste-sb
    353 tu ndsauth
    354 tu bh611
    355 tu datex-asn
    356 tu cloanto-net-1
    357 tu bhevent
    358 tu shrinkwrap
    360 tu scoi2odialog
    361 tu semantix
    362 tu srssend
    363 tu rsvp-tunnel
    364 tu aurora-cmgr
    365 tu dtk
    366 tu odmr
    367 tu mortgageware
    368 tu qbikgdp
    369 tu rpc2portmap
    370 tu codaauth2
    371 tu clearcase
    372 tu ulistproc
    373 tu legent-1
    374 tu legent-2
    375 tu hassle
    376 tu nip
    377 tu tnetos
    378 tu dsetos
    379 tu is99c
    380 tu is99s
    381 tu hp-collector
    382 tu hp-managed-node
    383 tu hp-alarm-mgr
    384 tu arns
    385 tu ibm-app
    386 tu asa
    387 tu aurp
    388 tu unidata-ldm
    389 tu ldap
    390 tu uis
    391 tu synotics-relay
    392 tu synotics-broker
    393 tu meta5
    394 tu embl-ndt
    395 tu netcp
    396 tu netware-ip
    397 tu mptn
    398 tu kryptolan
    399 tu iso-tsap-c2
    400 tu osb-sd
    401 tu ups
    402 tu genie
    403 tu decap
    404 tu nced
    405 tu ncld
    406 tu imsp
    407 tu timbuktu
    408 tu prm-sm
    409 tu prm-nm
    410 tu decladebug
    411 tu rmt
    412 tu synoptics-trap
    413 tu smsp
    414 tu infoseek
    415 tu bnet
    416 tu silverplatter
    417 tu onmux
    418 tu hyper-g
    419 tu ariel1
    420 tu smpte
    421 tu ariel2
    422 tu ariel3
    423 tu opc-job-start
    424 tu opc-job-track
    425 tu icad-el
    426 tu smartsdp
    427 tu svrloc
    428 tu ocs-cmu
    429 tu ocs-amu
    430 tu utmpsd
    431 tu utmpcd
    432 tu iasd
    433 tu nnsp
    434 tu mobileip-agent
    435 tu mobilip-mn
    436 tu dna-cml
    437 tu comscm
    438 tu dsfgw
    439 tu dasp
    440 tu sgcp
    441 tu decvms-sysmgt
    442 tu cvc-hostd
    443 tus https
    444 tu snpp
    445 tu microsoft-ds
    446 tu ddm-rdb
    447 tu ddm-dfm
    448 tu ddm-ssl
    449 tu as-servermap
    450 tu tserver
    451 tu sfs-smp-net
    452 tu sfs-config
    453 tu creativeserver
    454 tu contentserver
    455 tu creativepartnr
    456 t macon-tcp
    456 u macon-udp
    457 tu scohelp
    458 tu appleqtc
    459 tu ampr-rcmd
    460 tu skronk
    461 tu datasurfsrv
    462 tu datasurfsrvsec
    463 tu alpes
    464 tu kpasswd
    465 t submissions
    465 u igmpv3lite
    466 tu digital-vrc
    467 tu mylex-mapd
    468 tu photuris
    469 tu rcp
    470 tu scx-proxy
    471 tu mondex
    472 tu ljk-login
    473 tu hybrid-pop
    474 t tn-tl-w1
    474 u tn-tl-w2
    475 tu tcpnethaspsrv
    476 tu tn-tl-fd1
    477 tu ss7ns
    478 tu spsc
    479 tu iafserver
    480 tu iafdbase
    481 tu ph
    482 tu bgs-nsi
    483 tu ulpnet
    484 tu integra-sme
    485 tu powerburst
    486 tu avian
    487 tu saft
    488 tu gss-http
    489 tu nest-protocol
    490 tu micom-pfs
    491 tu go-login
    492 tu ticf-1
    493 tu ticf-2
    494 tu pov-ray
    495 tu intecourier
    496 tu pim-rp-disc
    497 tu retrospect
    498 tu siam
    499 tu iso-ill
    500 tu isakmp
    501 tu stmf
    502 tu mbap
    503 tu intrinsa
    504 tu citadel
    505 tu mailbox-lm
    506 tu ohimsrv
    507 tu crs
    508 tu xvttp
    509 tu snare
    510 tu fcp
    511 tu passgo
    512 t exec
    512 u biff
    513 t login
    513 u who
    514 t shell
    514 u syslog
    515 tu printer
    516 tu videotex
    517 tu talk
    518 tu ntalk
    519 tu utime
    520 t efs
    520 u router
    521 tu ripng
    522 tu ulp
    523 tu ibm-db2
    524 tu ncp
    525 tu timed
    526 tu tempo
    527 tu stx
    528 tu custix
    529 tu irc-serv
    530 tu courier
    531 tu conference
    532 tu netnews
    533 tu netwall
    534 tu windream
    535 tu iiop
    536 tu opalis-rdv
    537 tu nmsp
    538 tu gdomap
    539 tu apertus-ldp
    540 tu uucp
    541 tu uucp-rlogin
    542 tu commerce
    543 tu klogin
    544 tu kshell
    545 tu appleqtcsrvr
    546 tu dhcpv6-client
    547 tu dhcpv6-server
    548 tu afpovertcp
    549 tu idfp
    550 tu new-rwho
    551 tu cybercash
    552 tu devshr-nts
    553 tu pirp
    554 tu rtsp
    555 tu dsf
    556 tu remotefs
    557 tu openvms-sysipc
    558 tu sdnskmp
    559 tu teedtap
    560 tu rmonitor
    561 tu monitor
    562 tu chshell
    563 tu nntps
    564 tu 9pfs
    565 tu whoami
    566 tu streettalk
    567 tu banyan-rpc
    568 tu ms-shuttle
    569 tu ms-rome
    570 tu meter
    571 tu meter
    572 tu sonar
    573 tu banyan-vip
    574 tu ftp-agent
    575 tu vemmi
    576 tu ipcd
    577 tu vnas
    578 tu ipdd
    579 tu decbsrv
    580 tu sntp-heartbeat
    581 tu bdp
    582 tu scc-security
    583 tu philips-vc
    584 tu keyserver
    586 tu password-chg
    587 tu submission
    588 tu cal
    589 tu eyelink
    590 tu tns-cml
    591 tu http-alt
    592 tu eudora-set
    593 tu http-rpc-epmap
    594 tu tpip
    595 tu cab-protocol
    596 tu smsd
    597 tu ptcnameservice
    598 tu sco-websrvrmg3
    599 tu acp
    600 tu ipcserver
    601 tu syslog-conn
    602 tu xmlrpc-beep
    603 tu idxp
    604 tu tunnel
    605 tu soap-beep
    606 tu urm
    607 tu nqs
    608 tu sift-uft
    609 tu npmp-trap
    610 tu npmp-local
    611 tu npmp-gui
    612 tu hmmp-ind
    613 tu hmmp-op
    614 tu sshell
    615 tu sco-inetmgr
    616 tu sco-sysmgr
    617 tu sco-dtmgr
    618 tu dei-icda
    619 tu compaq-evm
    620 tu sco-websrvrmgr
    621 tu escp-ip
    622 tu collaborator
    623 t oob-ws-http
    623 u asf-rmcp
    624 tu cryptoadmin
    625 tu dec-dlm
    626 tu asia
    627 tu passgo-tivoli
    628 tu qmqp
    629 tu 3com-amp3
    630 tu rda
    631 tu ipp
    632 tu bmpp
    633 tu servstat
    634 tu ginad
    635 tu rlzdbase
    636 tu ldaps
    637 tu lanserver
    638 tu mcns-sec
    639 tu msdp
    640 tu entrust-sps
    641 tu repcmd
    642 tu esro-emsdp
    643 tu sanity
    644 tu dwr
    645 tu pssc
    646 tu ldp
    647 tu dhcp-failover
    648 tu rrp
    649 tu cadview-3d
    650 tu obex
    651 tu ieee-mms
    652 tu hello-port
    653 tu repscmd
    654 tu aodv
    655 tu tinc
    656 tu spmp
    657 tu rmc
    658 tu tenfold
    660 tu mac-srvr-admin
    661 tu hap
    662 tu pftp
    663 tu purenoise
    664 t oob-ws-https
    664 u asf-secure-rmcp
    665 tu sun-dr
    666 tu doom
    667 tu disclose
    668 tu mecomm
    669 tu meregister
    670 tu vacdsm-sws
    671 tu vacdsm-app
    672 tu vpps-qua
    673 tu cimplex
    674 tu acap
    675 tu dctp
    676 tu vpps-via
    677 tu vpp
    678 tu ggf-ncp
    679 tu mrm
    680 tu entrust-aaas
    681 tu entrust-aams
    682 tu xfr
    683 tu corba-iiop
    684 tu corba-iiop-ssl
    685 tu mdc-portmapper
    686 tu hcp-wismar
    687 tu asipregistry
    688 tu realm-rusd
    689 tu nmap
    690 tu vatp
    691 tu msexch-routing
    692 tu hyperwave-isp
    693 tu connendp
    694 tu ha-cluster
    695 tu ieee-mms-ssl
    696 tu rushd
    697 tu uuidgen
    698 tu olsr
    699 tu accessnetwork
    700 tu epp
    701 tu lmp
    702 tu iris-beep
    704 tu elcsd
    705 tu agentx
    706 tu silc
    707 tu borland-dsj
    709 tu entrust-kmsh
    710 tu entrust-ash
    711 tu cisco-tdp
    712 tu tbrpf
    713 tu iris-xpc
    714 tu iris-xpcs
    715 tu iris-lwz
    716 u pana
    729 tu netviewdm1
    730 tu netviewdm2
    731 tu netviewdm3
    741 tu netgw
    742 tu netrcs
    744 tu flexlm
    747 tu fujitsu-dev
    748 tu ris-cm
    749 tu kerberos-adm
    750 tu kerberos4
    751 tu kerberos-master
    752 t qrh
    752 u passwd-server
    753 tu rrh
    754 t krb-prop
    754 u tell
    758 tu nlogin
    759 tu con
    760 tu ns
    761 tu rxe
    762 tu quotad
    763 tu cycleserv
    764 tu omserv
    765 tu webster
    767 tu phonebook
    769 tu vid
    770 tu cadlock
    771 tu rtip
    772 tu cycleserv2
    773 t submit
    773 u notify
    774 t rpasswd
    774 u acmaint-dbd
    775 t moira-db
    775 u acmaint-transd
    776 tu wpages
    777 t moira-update
    777 u multiling-http
    779 u moira-ureg
    780 tu wpgs
    783 t spamd
    800 tu mdbs-daemon
    801 tu device
    802 tu mbap-s
    810 tu fcp-udp
    828 tu itm-mcell-s
    829 tu pkix-3-ca-ra
    830 tu netconf-ssh
    847 tu dhcp-failover2
    848 tu gdoi
    853 tu domain-s
    854 tu dlep
    860 tu iscsi
    861 t owamp-control
    861 u owamp-test
    862 t twamp-control
    862 u twamp-test
    871 t supfilesrv
    873 tu rsync
    875 tu rquotad
    886 tu iclcnet-locate
    887 tu iclcnet-svinfo
    888 t cddbp
    888 u accessbuilder
    900 tu omginitialrefs
    901 tu smpnameres
    902 tu vmware-auth
    903 t vmware-console
    903 u ideafarm-panic
    910 tu kink
    911 tu xact-backup
    912 tu apex-mesh
    913 tu apex-edge
    914 u rift-lies
    915 u rift-ties
    943 t openvpn-as
    953 t rndc
    988 t lustre
    989 tu ftps-data
    990 tu ftps
    991 tu nas
    992 tu telnets
    993 t imaps
    995 tu pop3s
    996 tu vsinet
    997 tu maitrd
    998 t busboy
    998 u puparp
    999 t garcon
    999 u applix
    1000 tu cadlock2
    1001 t webpush
    1010 tu surf
    1021 tusd exp1
    1022 tusd exp2
    1025 t mailpit
    1025 u blackjack
    1026 tu cap
    1027 u 6a44
    1029 tu solid-mux
    1033 tu netinfo-local
    1034 tu activesync
    1035 tu mxxrlogin
    1036 tu nsstp
    1037 tu ams
    1038 tu mtqp
    1039 tu sbl
    1040 tu netarx
    1041 tu danf-ak2
    1042 tu afrog
    1043 tu boinc-client
    1044 tu dcutility
    1045 tu fpitp
    1046 tu wfremotertm
    1047 tu neod1
    1048 tu neod2
    1049 tu td-postman
    1050 tu cma
    1051 tu optima-vnet
    1052 tu ddt
    1053 tu remote-as
    1054 tu brvread
    1055 tu ansyslmd
    1056 tu vfo
    1057 tu startron
    1058 tu nim
    1059 tu nimreg
    1060 tu polestar
    1061 tu kiosk
    1062 tu veracity
    1063 tu kyoceranetdev
    1064 tu jstel
    1065 tu syscomlan
    1066 tu fpo-fns
    1067 tu instl-boots
    1068 tu instl-bootc
    1069 tu cognex-insight
    1070 tu gmrupdateserv
    1071 tu bsquare-voip
    1072 tu cardax
    1073 tu bridgecontrol
    1074 tu warmspotmgmt
    1075 tu rdrmshc
    1076 tu dab-sti-c
    1077 tu imgames
    1078 tu avocent-proxy
    1079 tu asprovatalk
    1080 tu socks
    1081 tu pvuniwien
    1082 tu amt-esd-prot
    1083 tu ansoft-lm-1
    1084 tu ansoft-lm-2
    1085 tu webobjects
    1086 tu cplscrambler-lg
    1087 tu cplscrambler-in
    1088 tu cplscrambler-al
    1089 tu ff-annunc
    1090 tu ff-fms
    1091 tu ff-sm
    1092 tu obrpd
    1093 tu proofd
    1094 tu rootd
    1095 tu nicelink
    1096 tu cnrprotocol
    1097 tu sunclustermgr
    1098 tu rmiactivation
    1099 tu rmiregistry
    1100 tu mctp
    1101 tu pt2-discover
    1102 tu adobeserver-1
    1103 tu adobeserver-2
    1104 tu xrl
    1105 tu ftranhc
    1106 tu isoipsigport-1
    1107 tu isoipsigport-2
    1108 tu ratio-adp
    1110 t webadmstart
    1110 u nfsd-keepalive
    1111 tu lmsocialserver
    1112 tu icp
    1113 tud ltp-deepspace
    1114 tu mini-sql
    1115 tu ardus-trns
    1116 tu ardus-cntl
    1117 tu ardus-mtrns
    1118 tu sacred
    1119 tu bnetgame
    1120 tu bnetfile
    1121 tu rmpp
    1122 tu availant-mgr
    1123 tu murray
    1124 tu hpvmmcontrol
    1125 tu hpvmmagent
    1126 tu hpvmmdata
    1127 t supfiledbg
    1127 u kwdb-commn
    1128 tu saphostctrl
    1129 tu saphostctrls
    1130 tu casp
    1131 tu caspssl
    1132 tu kvm-via-ip
    1133 tu dfn
    1134 tu aplx
    1135 tu omnivision
    1136 tu hhb-gateway
    1137 tu trim
    1138 tu encrypted-admin
    1139 tu evm
    1140 tu autonoc
    1141 tu mxomss
    1142 tu edtools
    1143 tu imyx
    1144 tu fuscript
    1145 tu x9-icue
    1146 tu audit-transfer
    1147 tu capioverlan
    1148 tu elfiq-repl
    1149 tu bvtsonar
    1150 tu blaze
    1151 tu unizensus
    1152 tu winpoplanmess
    1153 tu c1222-acse
    1154 tu resacommunity
    1155 tu nfa
    1156 tu iascontrol-oms
    1157 tu iascontrol
    1158 tu dbcontrol-oms
    1159 tu oracle-oms
    1160 tu olsv
    1161 tu health-polling
    1162 tu health-trap
    1163 tu sddp
    1164 tu qsm-proxy
    1165 tu qsm-gui
    1166 tu qsm-remote
    1167 tus cisco-ipsla
    1168 tu vchat
    1169 tu tripwire
    1170 tu atc-lm
    1171 tu atc-appserver
    1172 tu dnap
    1173 tu d-cinema-rrp
    1174 tu fnet-remote-ui
    1175 tu dossier
    1176 tu indigo-server
    1177 tu dkmessenger
    1178 t skkserv
    1178 u sgi-storman
    1179 tu b2n
    1180 tu mc-client
    1181 tu 3comnetman
    1182 t accelenet
    1182 u accelenet-data
    1183 tu llsurfup-http
    1184 tu llsurfup-https
    1185 tu catchpole
    1186 tu mysql-cluster
    1187 tu alias
    1188 tu hp-webadmin
    1189 tu unet
    1190 tu commlinx-avl
    1191 tu gpfs
    1192 tu caids-sensor
    1193 tu fiveacross
    1194 tu openvpn
    1195 tu rsf-1
    1196 tu netmagic
    1197 tu carrius-rshell
    1198 tu cajo-discovery
    1199 tu dmidi
    1200 tu scol
    1201 tu nucleus-sand
    1202 tu caiccipc
    1203 tu ssslic-mgr
    1204 tu ssslog-mgr
    1205 tu accord-mgc
    1206 tu anthony-data
    1207 tu metasage
    1208 tu seagull-ais
    1209 tu ipcd3
    1210 t eoss
    1210 u predict
    1211 tu groove-dpp
    1212 tu lupa
    1213 tu mpc-lifenet
    1214 tu kazaa
    1215 tu scanstat-1
    1216 tu etebac5
    1217 tu hpss-ndapi
    1218 tu aeroflight-ads
    1219 tu aeroflight-ret
    1220 tu qt-serveradmin
    1221 tu sweetware-apps
    1222 tu nerv
    1223 tu tgp
    1224 tu vpnz
    1225 tu slinkysearch
    1226 tu stgxfws
    1227 tu dns2go
    1228 tu florence
    1229 tu zented
    1230 tu periscope
    1231 tu menandmice-lpm
    1232 tu first-defense
    1233 tu univ-appserver
    1234 t lm-studio
    1234 u search-agent
    1235 tu mosaicsyssvc1
    1236 tu bvcontrol
    1237 tu tsdos390
    1238 tu hacl-qs
    1239 tu nmsd
    1240 tu instantia
    1241 tu nessus
    1242 tu nmasoverip
    1243 tu serialgateway
    1244 tu isbconference1
    1245 tu isbconference2
    1246 tu payrouter
    1247 tu visionpyramid
    1248 tu hermes
    1249 tu mesavistaco
    1250 tu swldy-sias
    1251 tu servergraph
    1252 tu bspne-pcc
    1253 tu q55-pcc
    1254 tu de-noc
    1255 tu de-cache-query
    1256 tu de-server
    1257 tu shockwave2
    1258 tu opennl
    1259 tu opennl-voice
    1260 tu ibm-ssd
    1261 tu mpshrsv
    1262 tu qnts-orb
    1263 tu dka
    1264 tu prat
    1265 tu dssiapi
    1266 tu dellpwrappks
    1267 tu epc
    1268 tu propel-msgsys
    1269 tu watilapp
    1270 tu opsmgr
    1271 tu excw
    1272 tu cspmlockmgr
    1273 tu emc-gateway
    1274 tu t1distproc
    1275 tu ivcollector
    1277 tu miva-mqs
    1278 tu dellwebadmin-1
    1279 tu dellwebadmin-2
    1280 tu pictrography
    1281 tu healthd
    1282 tu emperion
    1283 tu productinfo
    1284 tu iee-qfx
    1285 tu neoiface
    1286 tu netuitive
    1287 tu routematch
    1288 tu navbuddy
    1289 tu jwalkserver
    1290 tu winjaserver
    1291 tu seagulllms
    1292 tu dsdn
    1293 tu pkt-krb-ipsec
    1294 tu cmmdriver
    1295 tu ehtp
    1296 tu dproxy
    1297 tu sdproxy
    1298 tu lpcp
    1299 tu hp-sci
    1300 tu h323hostcallsc
    1303 tu sftsrv
    1304 tu boomerang
    1305 tu pe-mike
    1306 tu re-conn-proto
    1307 tu pacmand
    1308 tu odsi
    1309 tu jtag-server
    1310 tu husky
    1311 t dell-omsa
    1311 u rxmon
    1312 tu sti-envision
    1313 t hugo
    1313 u bmc-patroldb
    1314 t xtelw
    1314 u pdps
    1315 tu els
    1316 tu exbit-escp
    1317 tu vrts-ipcserver
    1318 tu krb5gatekeeper
    1319 tu amx-icsp
    1320 tu amx-axbnet
    1321 tu pip
    1322 tu novation
    1323 tu brcd
    1324 tu delta-mcp
    1325 tu dx-instrument
    1326 tu wimsic
    1327 tu ultrex
    1328 tu ewall
    1329 tu netdb-export
    1330 tu streetperfect
    1331 tu intersan
    1332 tu pcia-rxp-b
    1333 tu passwrd-policy
    1334 tu writesrv
    1335 tu digital-notary
    1336 tu ischat
    1337 t strapi
    1337 u menandmice-dns
    1338 tu wmc-log-svc
    1339 tu kjtsiteserver
    1340 tu naap
    1341 tu qubes
    1342 tu esbroker
    1343 tu re101
    1344 tu icap
    1345 tu vpjp
    1346 tu alta-ana-lm
    1347 tu bbn-mmc
    1348 tu bbn-mmx
    1349 tu sbook
    1350 tu editbench
    1351 tu equationbuilder
    1352 tu lotusnote
    1353 tu relief
    1354 tu xsip-network
    1355 tu intuitive-edge
    1356 tu cuillamartin
    1357 tu pegboard
    1358 tu connlcli
    1359 tu ftsrv
    1360 tu mimer
    1361 tu linx
    1362 tu timeflies
    1363 tu ndm-requester
    1364 tu ndm-server
    1365 tu adapt-sna
    1366 tu netware-csp
    1367 tu dcs
    1368 tu screencast
    1369 tu gv-us
    1370 tu us-gv
    1371 tu fc-cli
    1372 tu fc-ser
    1373 tu chromagrafx
    1374 tu molly
    1375 tu bytex
    1376 tu ibm-pps
    1377 tu cichlid
    1378 tu elan
    1379 tu dbreporter
    1380 tu telesis-licman
    1381 tu apple-licman
    1382 tu udt-os
    1383 tu gwha
    1384 tu os-licman
    1385 tu atex-elmd
    1386 tu checksum
    1387 tu cadsi-lm
    1388 tu objective-dbc
    1389 tu iclpv-dm
    1390 tu iclpv-sc
    1391 tu iclpv-sas
    1392 tu iclpv-pm
    1393 tu iclpv-nls
    1394 tu iclpv-nlc
    1395 tu iclpv-wsm
    1396 tu dvl-activemail
    1397 tu audio-activmail
    1398 tu video-activmail
    1399 tu cadkey-licman
    1400 t sonos
    1400 u cadkey-tablet
    1401 tu goldleaf-licman
    1402 tu prm-sm-np
    1403 tu prm-nm-np
    1404 tu igi-lm
    1405 tu ibm-res
    1406 tu netlabs-lm
    1407 t tibet-server
    1408 tu sophia-lm
    1409 tu here-lm
    1410 tu hiq
    1411 tu af
    1412 tu innosys
    1413 tu innosys-acl
    1414 tu ibm-mqseries
    1415 tu dbstar
    1416 tu novell-lu6-2
    1417 tu timbuktu-srv1
    1418 tu timbuktu-srv2
    1419 tu timbuktu-srv3
    1420 tu timbuktu-srv4
    1421 tu gandalf-lm
    1422 tu autodesk-lm
    1423 tu essbase
    1424 tu hybrid
    1425 tu zion-lm
    1426 tu sais
    1427 tu mloadd
    1428 tu informatik-lm
    1429 tu nms
    1430 tu tpdu
    1431 tu rgtp
    1432 tu blueberry-lm
    1433 tu ms-sql-s
    1434 tu ms-sql-m
    1435 tu ibm-cics
    1436 tu saism
    1437 tu tabula
    1438 tu eicon-server
    1439 tu eicon-x25
    1440 tu eicon-slp
    1441 tu cadis-1
    1442 tu cadis-2
    1443 tu ies-lm
    1444 tu marcam-lm
    1445 tu proxima-lm
    1446 tu ora-lm
    1447 tu apri-lm
    1448 tu oc-lm
    1449 tu peport
    1450 tu dwf
    1451 tu infoman
    1452 tu gtegsc-lm
    1453 tu genie-lm
    1454 tu interhdl-elmd
    1455 tu esl-lm
    1456 tu dca
    1457 tu valisys-lm
    1458 tu nrcabq-lm
    1459 tu proshare1
    1460 tu proshare2
    1461 tu ibm-wrless-lan
    1462 tu world-lm
    1463 tu nucleus
    1464 tu msl-lmd
    1465 tu pipes
    1466 tu oceansoft-lm
    1467 tu csdmbase
    1468 tu csdm
    1469 tu aal-lm
    1470 tu uaiact
    1471 tu csdmbase
    1472 tu csdm
    1473 tu openmath
    1474 tu telefinder
    1475 tu taligent-lm
    1476 tu clvm-cfg
    1477 tu ms-sna-server
    1478 tu ms-sna-base
    1479 tu dberegister
    1480 tu pacerforum
    1481 tu airs
    1482 tu miteksys-lm
    1483 tu afs
    1484 tu confluent
    1485 tu lansource
    1486 tu nms-topo-serv
    1487 tu localinfosrvr
    1488 tu docstor
    1489 tu dmdocbroker
    1490 tu insitu-conf
    1492 tu stone-design-1
    1493 tu netmap-lm
    1494 tu ica
    1495 tu cvc
    1496 tu liberty-lm
    1497 tu rfx-lm
    1498 tu sybase-sqlany
    1499 tu fhc
    1500 tu vlsi-lm
    1501 tu saiscm
    1502 tu shivadiscovery
    1503 tu imtc-mcs
    1504 tu evb-elm
    1505 tu funkproxy
    1506 tu utcd
    1507 tu symplex
    1508 tu diagmond
    1509 tu robcad-lm
    1510 tu mvx-lm
    1511 tu 3l-l1
    1512 tu wins
    1513 tu fujitsu-dtc
    1514 tu wazuh-agent
    1515 t wazuh-enroll
    1515 u ifor-protocol
    1516 tu vpad
    1517 tu vpac
    1518 tu vpvd
    1519 tu vpvc
    1520 tu atm-zip-office
    1521 t oracle
    1521 u ncube-lm
    1522 tu ricardo-lm
    1523 tu cichild-lm
    1524 tu ingreslock
    1525 tu orasrv
    1526 tu pdap-np
    1527 t derby
    1527 u tlisrv
    1528 tus norp
    1529 tu coauthor
    1530 tu rap-service
    1531 tu rap-listen
    1532 tu miroconnect
    1533 tu virtual-places
    1534 tu micromuse-lm
    1535 tu ampr-info
    1536 tu ampr-inter
    1537 tu sdsc-lm
    1538 tu 3ds-lm
    1539 tu intellistor-lm
    1540 tu rds
    1541 tu rds2
    1542 tu gridgen-elmd
    1543 tu simba-cs
    1544 tu aspeclmd
    1545 tu vistium-share
    1546 tu abbaccuray
    1547 tu laplink
    1548 tu axon-lm
    1549 t shivahose
    1549 u shivasound
    1550 tu 3m-image-lm
    1551 tu hecmtl-db
    1552 tu pciarray
    1553 tu sna-cs
    1554 tu caci-lm
    1555 tu livelan
    1556 tu veritas-pbx
    1557 tu arbortext-lm
    1558 tu xingmpeg
    1559 tu web2host
    1560 tu asci-val
    1561 tu facilityview
    1562 tu pconnectmgr
    1563 tu cadabra-lm
    1564 tu pay-per-view
    1565 tu winddlb
    1566 tu corelvideo
    1567 tu jlicelmd
    1568 tu tsspmap
    1569 tu ets
    1570 tu orbixd
    1571 tu rdb-dbs-disp
    1572 tu chip-lm
    1573 tu itscomm-ns
    1574 tu mvel-lm
    1575 tu oraclenames
    1576 tu moldflow-lm
    1577 tu hypercube-lm
    1578 tu jacobus-lm
    1579 tu ioc-sea-lm
    1580 t tn-tl-r1
    1580 u tn-tl-r2
    1581 tu mil-2045-47001
    1582 tu msims
    1583 tu simbaexpress
    1584 tu tn-tl-fd2
    1585 tu intv
    1586 tu ibm-abtact
    1587 tu pra-elmd
    1588 tu triquest-lm
    1589 tu vqp
    1590 tu gemini-lm
    1591 tu ncpm-pm
    1592 tu commonspace
    1593 tu mainsoft-lm
    1594 tu sixtrak
    1595 tu radio
    1596 t radio-sm
    1596 u radio-bc
    1597 tu orbplus-iiop
    1598 tu picknfs
    1599 tu simbaservices
    1600 tu issd
    1601 tu aas
    1602 tu inspect
    1603 tu picodbc
    1604 tu icabrowser
    1605 tu slp
    1606 tu slm-api
    1607 tu stt
    1608 tu smart-lm
    1609 tu isysg-lm
    1610 tu taurus-wh
    1611 tu ill
    1612 tu netbill-trans
    1613 tu netbill-keyrep
    1614 tu netbill-cred
    1615 tu netbill-auth
    1616 tu netbill-prod
    1617 tu nimrod-agent
    1618 tu skytelnet
    1619 tu xs-openstorage
    1620 tu faxportwinport
    1621 tu softdataphone
    1622 tu ontime
    1623 tu jaleosnd
    1624 tu udp-sr-port
    1625 tu svs-omagent
    1626 tu shockwave
    1627 tu t128-gateway
    1628 tu lontalk-norm
    1629 tu lontalk-urgnt
    1630 tu oraclenet8cman
    1631 tu visitview
    1632 tu pammratc
    1633 tu pammrpc
    1634 tu loaprobe
    1635 tu edb-server1
    1636 tu isdc
    1637 tu islc
    1638 tu ismc
    1639 tu cert-initiator
    1640 tu cert-responder
    1641 tu invision
    1642 tu isis-am
    1643 tu isis-ambc
    1644 tu saiseh
    1645 t sightline
    1645 u radius-old
    1646 t sa-msg-port
    1646 u radacct-old
    1647 tu rsap
    1648 tu concurrent-lm
    1649 tu kermit
    1650 tu nkd
    1651 tu shiva-confsrvr
    1652 tu xnmp
    1653 tu alphatech-lm
    1654 tu stargatealerts
    1655 tu dec-mbadmin
    1656 tu dec-mbadmin-h
    1657 tu fujitsu-mmpdc
    1658 tu sixnetudr
    1659 tu sg-lm
    1660 tu skip-mc-gikreq
    1661 tu netview-aix-1
    1662 tu netview-aix-2
    1663 tu netview-aix-3
    1664 tu netview-aix-4
    1665 tu netview-aix-5
    1666 t perforce
    1666 u netview-aix-6
    1667 tu netview-aix-7
    1668 tu netview-aix-8
    1669 tu netview-aix-9
    1670 tu netview-aix-10
    1671 tu netview-aix-11
    1672 tu netview-aix-12
    1673 tu proshare-mc-1
    1674 tu proshare-mc-2
    1675 tu pdp
    1676 t netcomm1
    1676 u netcomm2
    1677 tu groupwise
    1678 tu prolink
    1679 tu darcorp-lm
    1680 tu microcom-sbp
    1681 tu sd-elmd
    1682 tu lanyon-lantern
    1683 tu ncpm-hip
    1684 tu snaresecure
    1685 tu n2nremote
    1686 tu cvmon
    1687 tu nsjtp-ctrl
    1688 tu nsjtp-data
    1689 tu firefox
    1690 tu ng-umds
    1691 tu empire-empuma
    1692 tu sstsys-lm
    1693 tu rrirtr
    1694 tu rrimwm
    1695 tu rrilwm
    1696 tu rrifmm
    1697 tu rrisat
    1698 tu rsvp-encap-1
    1699 tu rsvp-encap-2
    1700 tu mps-raft
    1701 tu l2tp
    1702 tu deskshare
    1703 tu hb-engine
    1704 t snapcast
    1704 u bcs-broker
    1705 t snapcast-ctl
    1705 u slingshot
    1706 tu jetform
    1707 tu vdmplay
    1708 tu gat-lmd
    1709 tu centra
    1710 tu impera
    1711 tu pptconference
    1712 tu registrar
    1713 tu conferencetalk
    1714 tu sesi-lm
    1715 tu houdini-lm
    1716 tu kdeconnect
    1717 tu fj-hdnet
    1718 tu h323gatedisc
    1719 tu h323gatestat
    1720 tus h323hostcall
    1721 tu caicci
    1722 tu hks-lm
    1723 tu pptp
    1724 tu csbphonemaster
    1725 tu iden-ralp
    1726 tu iberiagames
    1727 tu winddx
    1728 tu telindus
    1729 tu citynl
    1730 tu roketz
    1731 tu msiccp
    1732 tu proxim
    1733 tu siipat
    1734 tu cambertx-lm
    1735 tu privatechat
    1736 tu street-stream
    1737 tu ultimad
    1738 tu gamegen1
    1739 tu webaccess
    1740 tu encore
    1741 tu cisco-net-mgmt
    1742 tu 3com-nsd
    1743 tu cinegrfx-lm
    1744 tu ncpm-ft
    1745 tu remote-winsock
    1746 tu ftrapid-1
    1747 tu ftrapid-2
    1748 tu oracle-em1
    1749 tu aspen-services
    1750 tu sslp
    1751 tu swiftnet
    1752 tu lofr-lm
    1753 t predatar-comms
    1754 tu oracle-em2
    1755 tu ms-streaming
    1756 tu capfast-lmd
    1757 tu cnhrp
    1758 tu tftp-mcast
    1759 tu spss-lm
    1760 tu www-ldap-gw
    1761 tu cft-0
    1762 tu cft-1
    1763 tu cft-2
    1764 tu cft-3
    1765 tu cft-4
    1766 tu cft-5
    1767 tu cft-6
    1768 tu cft-7
    1769 tu bmc-net-adm
    1770 tu bmc-net-svc
    1771 tu vaultbase
    1772 tu essweb-gw
    1773 tu kmscontrol
    1774 tu global-dtserv
    1775 t vdab
    1776 tu femis
    1777 tu powerguardian
    1778 tu prodigy-intrnet
    1779 tu pharmasoft
    1780 tu dpkeyserv
    1781 tu answersoft-lm
    1782 tu hp-hcip
    1784 tu finle-lm
    1785 tu windlm
    1786 tu funk-logger
    1787 tu funk-license
    1788 tu psmond
    1789 tu hello
    1790 tu nmsp
    1791 tu ea1
    1792 tu ibm-dt-2
    1793 tu rsc-robot
    1794 tu cera-bcm
    1795 tu dpi-proxy
    1796 tu vocaltec-admin
    1797 tu uma
    1798 tu etp
    1799 tu netrisk
    1800 tu ansys-lm
    1801 tu msmq
    1802 tu concomp1
    1803 tu hp-hcip-gwy
    1804 tu enl
    1805 tu enl-name
    1806 tu musiconline
    1807 tu fhsp
    1808 tu oracle-vp2
    1809 tu oracle-vp1
    1810 tu jerand-lm
    1811 tu scientia-sdb
    1812 tu radius
    1813 tu radius-acct
    1814 tu tdp-suite
    1815 tu mmpft
    1816 tu harp
    1817 tu rkb-oscs
    1818 tu etftp
    1819 tu plato-lm
    1820 tu mcagent
    1821 tu donnyworld
    1822 tu es-elmd
    1823 tu unisys-lm
    1824 tu metrics-pas
    1825 tu direcpc-video
    1826 tu ardt
    1827 tu asi
    1828 tu itm-mcell-u
    1829 tu optika-emedia
    1830 tu net8-cman
    1831 tu myrtle
    1832 tu tht-treasure
    1833 tu udpradio
    1834 tu ardusuni
    1835 tu ardusmul
    1836 tu ste-smsc
    1837 tu csoft1
    1838 tu talnet
    1839 tu netopia-vo1
    1840 tu netopia-vo2
    1841 tu netopia-vo3
    1842 tu netopia-vo4
    1843 tu netopia-vo5
    1844 tu direcpc-dll
    1845 tu altalink
    1846 tu tunstall-pnc
    1847 tu slp-notify
    1848 tu fjdocdist
    1849 tu alpha-sms
    1850 tu gsi
    1851 tu ctcd
    1852 tu virtual-time
    1853 tu vids-avtp
    1854 tu buddy-draw
    1855 tu fiorano-rtrsvc
    1856 tu fiorano-msgsvc
    1857 tu datacaptor
    1858 tu privateark
    1859 tu gammafetchsvr
    1860 tu sunscalar-svc
    1861 tu lecroy-vicp
    1862 tu mysql-cm-agent
    1863 tu msnp
    1864 tu paradym-31port
    1865 tu entp
    1866 tu swrmi
    1867 tu udrive
    1868 tu viziblebrowser
    1869 tu transact
    1870 tu sunscalar-dns
    1871 tu canocentral0
    1872 tu canocentral1
    1873 tu fjmpjps
    1874 tu fjswapsnp
    1875 tu westell-stats
    1876 tu ewcappsrv
    1877 tu hp-webqosdb
    1878 tu drmsmc
    1879 tu nettgain-nms
    1880 t node-red
    1880 u vsat-control
    1881 tu ibm-mqseries2
    1882 tu ecsqdmn
    1883 tu mqtt
    1884 tu idmaps
    1885 tu vrtstrapserver
    1886 tu leoip
    1887 tu filex-lport
    1888 tu ncconfig
    1889 tu unify-adapter
    1890 tu wilkenlistener
    1891 tu childkey-notif
    1892 tu childkey-ctrl
    1893 tu elad
    1894 tu o2server-port
    1896 tu b-novative-ls
    1897 tu metaagent
    1898 tu cymtec-port
    1899 tu mc2studios
    1900 tu ssdp
    1901 tu fjicl-tep-a
    1902 tu fjicl-tep-b
    1903 tu linkname
    1904 tu fjicl-tep-c
    1905 tu sugp
    1906 tu tpmd
    1907 tu intrastar
    1908 tu dawn
    1909 tu global-wlink
    1910 tu ultrabac
    1911 tu mtp
    1912 tu rhp-iibp
    1913 tu armadp
    1914 tu elm-momentum
    1915 tu facelink
    1916 tu persona
    1917 tu noagent
    1918 tu can-nds
    1919 tu can-dch
    1920 tu can-ferret
    1921 tu noadmin
    1922 tu tapestry
    1923 tu spice
    1924 tu xiip
    1925 tu discovery-port
    1926 tu egs
    1927 tu videte-cipc
    1928 tu emsd-port
    1929 tu bandwiz-system
    1930 tu driveappserver
    1931 tu amdsched
    1932 tu ctt-broker
    1933 tu xmapi
    1934 tu xaapi
    1935 t rtmp
    1935 u macromedia-fcs
    1936 tu jetcmeserver
    1937 tu jwserver
    1938 tu jwclient
    1939 tu jvserver
    1940 tu jvclient
    1941 tu dic-aida
    1942 tu res
    1943 tu beeyond-media
    1944 tu close-combat
    1945 tu dialogic-elmd
    1946 tu tekpls
    1947 tu sentinelsrm
    1948 tu eye2eye
    1949 tu ismaeasdaqlive
    1950 tu ismaeasdaqtest
    1951 tu bcs-lmserver
    1952 tu mpnjsc
    1953 tu rapidbase
    1954 tu abr-api
    1955 tu abr-secure
    1956 tu vrtl-vmf-ds
    1957 tu unix-status
    1958 tu dxadmind
    1959 tu simp-all
    1960 tu nasmanager
    1961 tu bts-appserver
    1962 tu biap-mp
    1963 tu webmachine
    1964 tu solid-e-engine
    1965 tu tivoli-npm
    1966 tu slush
    1967 tu sns-quote
    1968 tu lipsinc
    1969 tu lipsinc1
    1970 tu netop-rc
    1971 tu netop-school
    1972 tu intersys-cache
    1973 tu dlsrap
    1974 tu drp
    1975 tu tcoflashagent
    1976 tu tcoregagent
    1977 tu tcoaddressbook
    1978 tu unisql
    1979 tu unisql-java
    1980 tu panquest-xact
    1981 tu p2pq
    1982 tu estamp
    1983 tu lhtp
    1984 tu bb
    1985 tu hsrp
    1986 tu licensedaemon
    1987 tu tr-rsrb-p1
    1988 tu tr-rsrb-p2
    1989 tu tr-rsrb-p3
    1990 tu stun-p1
    1991 tu stun-p2
    1992 tu stun-p3
    1993 tu snmp-tcp-port
    1994 tu stun-port
    1995 tu perf-port
    1996 tu tr-rsrb-port
    1997 tu gdp-port
    1998 tu x25-svc-port
    1999 tu tcp-id-port
    2000 tu cisco-sccp
    2001 t dc
    2001 u wizard
    2002 tu globe
    2003 tu graphite
    2004 t graphite-pickle
    2004 u emce
    2005 t berknet
    2005 u oracle
    2006 t invokator
    2006 u raid-cd
    2007 t dectalk
    2007 u raid-am
    2008 t conf
    2008 u terminaldb
    2009 t news
    2009 u whosockami
    2010 t search
    2010 u pipe-server
    2011 t raid-cc
    2011 u servserv
    2012 t ttyinfo
    2012 u raid-ac
    2013 t raid-am
    2013 u raid-cd
    2014 t troff
    2014 u raid-sf
    2015 t cypress
    2015 u raid-cs
    2016 tu bootserver
    2017 t cypress-stat
    2017 u bootclient
    2018 t terminaldb
    2018 u rellpack
    2019 t caddy-admin
    2019 u about
    2020 t fluent-bit
    2020 u xinupageserver
    2021 t servexec
    2021 u xinuexpansion1
    2022 t down
    2022 u xinuexpansion2
    2023 tu xinuexpansion3
    2024 tu xinuexpansion4
    2025 t ellpack
    2025 u xribs
    2026 tu scrabble
    2027 tu shadowserver
    2028 tu submitserver
    2029 tu hsrpv6
    2030 tu device2
    2031 tu mobrien-chat
    2032 tu blackboard
    2033 tu glogger
    2034 tu scoremgr
    2035 tu imsldoc
    2036 tu e-dpnet
    2037 tu applus
    2038 tu objectmanager
    2039 tu prizma
    2040 tu lam
    2041 tu interbase
    2042 tu isis
    2043 tu isis-bcast
    2044 tu rimsl
    2045 tu cdfunc
    2046 tu sdfunc
    2047 tu dls
    2048 tu dls-monitor
    2049 tus nfs
    2050 tu av-emb-config
    2051 tu epnsdp
    2052 tu clearvisn
    2053 tu lot105-ds-upd
    2054 tu weblogin
    2055 t iop
    2055 u netflow
    2056 tu omnisky
    2057 tu rich-cp
    2058 tu newwavesearch
    2059 tu bmc-messaging
    2060 tu teleniumdaemon
    2061 tu netmount
    2062 tu icg-swp
    2063 tu icg-bridge
    2064 tu icg-iprelay
    2065 tu dlsrpn
    2066 tu aura
    2067 tu dlswpn
    2068 tu avauthsrvprtcl
    2069 tu event-port
    2070 tu ah-esp-encap
    2071 tu acp-port
    2072 tu msync
    2073 tu gxs-data-port
    2074 tu vrtl-vmf-sa
    2075 tu newlixengine
    2076 tu newlixconfig
    2077 tu tsrmagt
    2078 tu tpcsrvr
    2079 tu idware-router
    2080 tu autodesk-nlm
    2081 tu kme-trap-port
    2082 t cpanel
    2082 u infowave
    2083 t cpanel-tls
    2083 u radsec
    2084 tu sunclustergeo
    2085 tu ada-cip
    2086 t whm
    2086 u gnunet
    2087 t whm-tls
    2087 u eli
    2088 tu ip-blf
    2089 tu sep
    2090 tu lrp
    2091 tu prp
    2092 tu descent3
    2093 tu nbx-cc
    2094 tu nbx-au
    2095 t cpanel-mail
    2095 u nbx-ser
    2096 t cpanel-mail-tls
    2096 u nbx-dir
    2097 tu jetformpreview
    2098 tu dialog-port
    2099 tu h2250-annex-g
    2100 tu amiganetfs
    2101 tu rtcm-sc104
    2102 tu zephyr-srv
    2103 tu zephyr-clt
    2104 tu zephyr-hm
    2105 tu minipay
    2106 tu mzap
    2107 tu bintec-admin
    2108 tu comcam
    2109 tu ergolight
    2110 tu umsp
    2111 tu dsatp
    2112 tu idonix-metanet
    2113 tu hsl-storm
    2114 tu ariascribe
    2115 tu kdm
    2116 tu ccowcmr
    2117 tu mentaclient
    2118 tu mentaserver
    2119 tu gsigatekeeper
    2120 tu qencp
    2121 t iprop
    2121 u scientia-ssdb
    2122 tu caupc-remote
    2123 tu gtp-control
    2124 tu elatelink
    2125 tu lockstep
    2126 tu pktcable-cops
    2127 tu index-pc-wb
    2128 tu net-steward
    2129 tu cs-live
    2130 tu xds
    2131 tu avantageb2b
    2132 tu solera-epmap
    2133 tu zymed-zpp
    2134 tu avenue
    2135 tu gris
    2136 tu appworxsrv
    2137 tu connect
    2138 tu unbind-cluster
    2139 tu ias-auth
    2140 tu ias-reg
    2141 tu ias-admind
    2142 tu tdmoip
    2143 tu lv-jc
    2144 tu lv-ffx
    2145 tu lv-pici
    2146 tu lv-not
    2147 tu lv-auth
    2148 tu veritas-ucl
    2149 tu acptsys
    2150 tu dynamic3d
    2151 tu docent
    2152 tu gtp-user
    2153 tu ctlptc
    2154 tu stdptc
    2155 tu brdptc
    2156 tu trp
    2157 tu xnds
    2158 tu touchnetplus
    2159 tu gdbremote
    2160 tu apc-2160
    2161 tu apc-2161
    2162 tu navisphere
    2163 tu navisphere-sec
    2164 tu ddns-v3
    2165 tu x-bone-api
    2166 tu iwserver
    2167 tu raw-serial
    2168 tu easy-soft-mux
    2169 tu brain
    2170 tu eyetv
    2171 tu msfw-storage
    2172 tu msfw-s-storage
    2173 tu msfw-replica
    2174 tu msfw-array
    2175 tu airsync
    2176 tu rapi
    2177 tu qwave
    2178 tu bitspeer
    2179 tu vmrdp
    2180 tu mc-gt-srv
    2181 t zookeeper
    2181 u eforward
    2182 tu cgn-stat
    2183 tu cgn-config
    2184 tu nvd
    2185 tu onbase-dds
    2186 tu gtaua
    2187 t ssmc
    2187 u ssmd
    2188 t radware-rpm
    2189 t radware-rpm-s
    2190 tu tivoconnect
    2191 tu tvbus
    2192 tu asdis
    2193 tu drwcs
    2197 tu mnp-exchange
    2198 tu onehome-remote
    2199 tu onehome-help
    2201 tu ats
    2202 tu imtc-map
    2203 tu b2-runtime
    2204 tu b2-license
    2205 tu jps
    2206 tu hpocbus
    2207 tu hpssd
    2208 tu hpiod
    2209 tu rimf-ps
    2210 tu noaaport
    2211 tu emwin
    2212 tu leecoposserver
    2213 tu kali
    2214 tu rpi
    2215 tu ipcore
    2216 tu vtu-comms
    2217 tu gotodevice
    2218 tu bounzza
    2219 tu netiq-ncap
    2220 tu netiq
    2221 tu ethernet-ip-s
    2222 t ssh-alt
    2222 u ethernet-ip-1
    2223 tu rockwell-csp2
    2224 t pcsd
    2224 u efi-mg
    2225 ts rcip-itu
    2226 tu di-drm
    2227 tu di-msg
    2228 tu ehome-ms
    2229 tu datalens
    2230 tu queueadm
    2231 tu wimaxasncp
    2232 tu ivs-video
    2233 tu infocrypt
    2234 tu directplay
    2235 tu sercomm-wlink
    2236 tu nani
    2237 tu optech-port1-lm
    2238 tu aviva-sna
    2239 tu imagequery
    2240 tu recipe
    2241 tu ivsd
    2242 tu foliocorp
    2243 tu magicom
    2244 tu nmsserver
    2245 tu hao
    2246 tu pc-mta-addrmap
    2247 tu antidotemgrsvr
    2248 tu ums
    2249 tu rfmp
    2250 tu remote-collab
    2251 tu dif-port
    2252 tu njenet-ssl
    2253 tu dtv-chan-req
    2254 tu seispoc
    2255 tu vrtp
    2256 tu pcc-mfp
    2257 tu simple-tx-rx
    2258 tu rcts
    2259 tu bid-serv
    2260 tu apc-2260
    2261 tu comotionmaster
    2262 tu comotionback
    2263 tu ecwcfg
    2264 tu apx500api-1
    2265 tu apx500api-2
    2266 tu mfserver
    2267 tu ontobroker
    2268 tu amt
    2269 tu mikey
    2270 tu starschool
    2271 tu mmcals
    2272 tu mmcal
    2273 tu mysql-im
    2274 tu pcttunnell
    2275 tu ibridge-data
    2276 tu ibridge-mgmt
    2277 tu bluectrlproxy
    2278 tu s3db
    2279 tu xmquery
    2280 tu lnvpoller
    2281 tu lnvconsole
    2282 tu lnvalarm
    2283 t immich
    2283 u lnvstatus
    2284 tu lnvmaps
    2285 tu lnvmailmon
    2286 tu nas-metering
    2287 tu dna
    2288 tu netml
    2289 tu dict-lookup
    2290 tu sonus-logging
    2291 tu eapsp
    2292 tu mib-streaming
    2293 tu npdbgmngr
    2294 tu konshus-lm
    2295 tu advant-lm
    2296 tu theta-lm
    2297 tu d2k-datamover1
    2298 tu d2k-datamover2
    2299 tu pc-telecommute
    2300 tu cvmmon
    2301 tu cpq-wbem
    2302 tu binderysupport
    2303 tu proxy-gateway
    2304 tu attachmate-uts
    2305 tu mt-scaleserver
    2306 tu tappi-boxnet
    2307 tu pehelp
    2308 tu sdhelp
    2309 tu sdserver
    2310 tu sdclient
    2311 tu messageservice
    2312 tu wanscaler
    2313 tu iapp
    2314 tu cr-websystems
    2315 tu precise-sft
    2316 tu sent-lm
    2317 tu attachmate-g32
    2318 tu cadencecontrol
    2319 tu infolibria
    2320 tu siebel-ns
    2321 tu rdlap
    2322 tu ofsd
    2323 tu 3d-nfsd
    2324 tu cosmocall
    2325 tu ansysli
    2326 tu idcp
    2327 tu xingcsm
    2328 tu netrix-sftm
    2329 tu nvd
    2330 tu tscchat
    2331 tu agentview
    2332 tu rcc-host
    2333 tu snapp
    2334 tu ace-client
    2335 tu ace-proxy
    2336 tu appleugcontrol
    2337 tu ideesrv
    2338 tu norton-lambert
    2339 tu 3com-webview
    2340 tu wrs-registry
    2341 tu xiostatus
    2342 tu manage-exec
    2343 tu nati-logos
    2344 tu fcmsys
    2345 t delve
    2345 u dbm
    2346 tu redstorm-join
    2347 tu redstorm-find
    2348 tu redstorm-info
    2349 tu redstorm-diag
    2350 tu psbserver
    2351 tu psrserver
    2352 tu pslserver
    2353 tu pspserver
    2354 tu psprserver
    2355 tu psdbserver
    2356 tu gxtelmd
    2357 tu unihub-server
    2358 tu futrix
    2359 tu flukeserver
    2360 tu nexstorindltd
    2361 tu tl1
    2362 tu digiman
    2363 tu mediacntrlnfsd
    2364 tu oi-2000
    2365 tu dbref
    2366 tu qip-login
    2367 tu service-ctrl
    2368 t ghost
    2368 u opentable
    2369 tu bif-p2p
    2370 tu l3-hbmon
    2371 t rda
    2372 tu lanmessenger
    2373 t remographlm
    2374 t hydra
    2375 t docker
    2376 t docker-s
    2377 t swarm
    2378 u dali
    2379 t etcd-client
    2380 t etcd-server
    2381 t etcd-metrics
    2381 u compaq-https
    2382 tu ms-olap3
    2383 tu ms-olap4
    2384 t sd-request
    2384 u sd-capacity
    2385 tu sd-data
    2386 tu virtualtape
    2387 tu vsamredirector
    2388 tu mynahautostart
    2389 tu ovsessionmgr
    2390 tu rsmtp
    2391 tu 3com-net-mgmt
    2392 tu tacticalauth
    2393 tu ms-olap1
    2394 tu ms-olap2
    2395 tu lan900-remote
    2396 tu wusage
    2397 tu ncl
    2398 tu orbiter
    2399 tu fmpro-fdal
    2400 tu opequus-server
    2401 tu cvspserver
    2402 tu taskmaster2000
    2403 tu taskmaster2000
    2404 tu iec-104
    2405 tu trc-netpoll
    2406 tu jediserver
    2407 tu orion
    2408 t railgun-webaccl
    2408 u cloudflare-warp
    2409 tu sns-protocol
    2410 tu vrts-registry
    2411 tu netwave-ap-mgmt
    2412 tu cdn
    2413 tu orion-rmi-reg
    2414 tu beeyond
    2415 tu codima-rtp
    2416 tu rmtserver
    2417 tu composit-server
    2418 tu cas
    2419 tu attachmate-s2s
    2420 tu dslremote-mgmt
    2421 tu g-talk
    2422 tu crmsbits
    2423 tu rnrp
    2424 tu kofax-svr
    2425 tu fjitsuappmgr
    2426 tu vcmp
    2427 tu mgcp-gateway
    2428 tu ott
    2429 tu ft-role
    2430 tu venus
    2431 tu venus-se
    2432 tu codasrv
    2433 tu codasrv-se
    2434 tu pxc-epmap
    2435 tu optilogic
    2436 tu topx
    2437 tu unicontrol
    2438 tu msp
    2439 tu sybasedbsynch
    2440 tu spearway
    2441 tu pvsw-inet
    2442 tu netangel
    2443 tu powerclientcsf
    2444 tu btpp2sectrans
    2445 tu dtn1
    2446 tu bues-service
    2447 tu ovwdb
    2448 tu hpppssvr
    2449 tu ratl
    2450 tu netadmin
    2451 tu netchat
    2452 tu snifferclient
    2453 tu madge-ltd
    2454 tu indx-dds
    2455 tu wago-io-system
    2456 t altav-remmgt
    2456 u valheim
    2457 t rapido-ip
    2457 u valheim
    2458 tu griffin
    2459 tu xrpl
    2460 tu ms-theater
    2461 tu qadmifoper
    2462 tu qadmifevent
    2463 tu lsi-raid-mgmt
    2464 tu direcpc-si
    2465 tu lbm
    2466 tu lbf
    2467 tu high-criteria
    2468 tu qip-msgd
    2469 tu mti-tcs-comm
    2470 tu taskman-port
    2471 tu seaodbc
    2472 tu c3
    2473 tu aker-cdp
    2474 tu vitalanalysis
    2475 tu ace-server
    2476 tu ace-svr-prop
    2477 tu ssm-cvs
    2478 tu ssm-cssps
    2479 tu ssm-els
    2480 tu powerexchange
    2481 tu giop
    2482 tu giop-ssl
    2483 tu ttc
    2484 tu ttc-ssl
    2485 tu netobjects1
    2486 tu netobjects2
    2487 tu pns
    2488 tu moy-corp
    2489 tu tsilb
    2490 tu qip-qdhcp
    2491 tu conclave-cpp
    2492 tu groove
    2493 tu talarian-mqs
    2494 tu bmc-ar
    2495 tu fast-rem-serv
    2496 tu dirgis
    2497 tu quaddb
    2498 tu odn-castraq
    2499 tu unicontrol
    2500 tu rtsserv
    2501 tu rtsclient
    2502 tu kentrox-prot
    2503 tu nms-dpnss
    2504 tu wlbs
    2505 tu ppcontrol
    2506 tu jbroker
    2507 tu spock
    2508 tu jdatastore
    2509 tu fjmpss
    2510 tu fjappmgrbulk
    2511 tu metastorm
    2512 tu citrixima
    2513 tu citrixadmin
    2514 tu facsys-ntp
    2515 tu facsys-router
    2516 tu maincontrol
    2517 tu call-sig-trans
    2518 tu willy
    2519 tu globmsgsvc
    2520 tu pvsw
    2521 tu adaptecmgr
    2522 tu windb
    2523 tu qke-llc-v3
    2524 tu optiwave-lm
    2525 t smtp-alt
    2525 u ms-v-worlds
    2526 tu ema-sent-lm
    2527 tu iqserver
    2528 tu ncr-ccl
    2529 tu utsftp
    2530 tu vrcommerce
    2531 tu ito-e-gui
    2532 tu ovtopmd
    2533 tu snifferserver
    2534 tu combox-web-acc
    2535 tu madcap
    2536 tu btpp2audctr1
    2537 tu upgrade
    2538 tu vnwk-prapi
    2539 tu vsiadmin
    2540 tu lonworks
    2541 tu lonworks2
    2542 tu udrawgraph
    2543 tu reftek
    2544 tu novell-zen
    2545 tu sis-emt
    2546 tu vytalvaultbrtp
    2547 tu vytalvaultvsmp
    2548 tu vytalvaultpipe
    2549 tu ipass
    2550 tu ads
    2551 tu isg-uda-server
    2552 tu call-logging
    2553 tu efidiningport
    2554 tu vcnet-link-v10
    2555 tu compaq-wcp
    2556 tu nicetec-nmsvc
    2557 tu nicetec-mgmt
    2558 tu pclemultimedia
    2559 tu lstp
    2560 tu labrat
    2561 tu mosaixcc
    2562 tu delibo
    2563 tu cti-redwood
    2564 tu hp-3000-telnet
    2565 tu coord-svr
    2566 tu pcs-pcw
    2567 tu clp
    2568 tu spamtrap
    2569 tu sonuscallsig
    2570 tu hs-port
    2571 tu cecsvc
    2572 tu ibp
    2573 tu trustestablish
    2574 tu blockade-bpsp
    2575 tu hl7
    2576 tu tclprodebugger
    2577 tu scipticslsrvr
    2578 tu rvs-isdn-dcp
    2579 tu mpfoncl
    2580 tu tributary
    2581 tu argis-te
    2582 tu argis-ds
    2583 tu mon
    2584 tu cyaserv
    2585 tu netx-server
    2586 tu netx-agent
    2587 tu masc
    2588 tu privilege
    2589 tu quartus-tcl
    2590 tu idotdist
    2591 tu maytagshuffle
    2592 tu netrek
    2593 tu mns-mail
    2594 tu dts
    2595 tu worldfusion1
    2596 tu worldfusion2
    2597 tu homesteadglory
    2598 tu citriximaclient
    2599 tu snapd
    2600 t zebrasrv
    2600 u hpstgmgr
    2601 t zebra
    2601 u discp-client
    2602 t ripd
    2602 u discp-server
    2603 t ripngd
    2603 u servicemeter
    2604 t ospfd
    2604 u nsc-ccs
    2605 t bgpd
    2605 u nsc-posa
    2606 t ospf6d
    2606 u netmon
    2607 t ospfapi
    2607 u connection
    2608 t isisd
    2608 u wag-service
    2609 t babeld
    2609 u system-monitor
    2610 t nhrpd
    2610 u versa-tek
    2611 t pimd
    2611 u lionhead
    2612 t ldpd
    2612 u qpasa-agent
    2613 t eigrpd
    2613 u smntubootstrap
    2614 tu neveroffline
    2615 t pbrd
    2615 u firepower
    2616 t staticd
    2616 u appswitch-emp
    2617 t bfdd
    2617 u cmadmin
    2618 t fabricd
    2618 u priority-e-com
    2619 t vrrpd
    2619 u bruce
    2620 tu lpsrecommender
    2621 tu miles-apart
    2622 tu metricadbc
    2623 tu lmdp
    2624 tu aria
    2625 tu blwnkl-port
    2626 tu gbjd816
    2627 tu moshebeeri
    2628 tu dict
    2629 tu sitaraserver
    2630 tu sitaramgmt
    2631 tu sitaradir
    2632 tu irdg-post
    2633 tu interintelli
    2634 tu pk-electronics
    2635 tu backburner
    2636 tu solve
    2637 tu imdocsvc
    2638 tu sybaseanywhere
    2639 tu aminet
    2640 tu ami-control
    2641 tu hdl-srv
    2642 tu tragic
    2643 tu gte-samp
    2644 tu travsoft-ipx-t
    2645 tu novell-ipx-cmd
    2646 tu and-lm
    2647 tu syncserver
    2648 tu upsnotifyprot
    2649 tu vpsipport
    2650 tu eristwoguns
    2651 tu ebinsite
    2652 tu interpathpanel
    2653 tu sonus
    2654 tu corel-vncadmin
    2655 tu unglue
    2656 tu kana
    2657 tu sns-dispatcher
    2658 tu sns-admin
    2659 tu sns-query
    2660 tu gcmonitor
    2661 tu olhost
    2662 tu bintec-capi
    2663 tu bintec-tapi
    2664 tu patrol-mq-gm
    2665 tu patrol-mq-nm
    2666 tu extensis
    2667 tu alarm-clock-s
    2668 tu alarm-clock-c
    2669 tu toad
    2670 tu tve-announce
    2671 tu newlixreg
    2672 tu nhserver
    2673 tu firstcall42
    2674 tu ewnn
    2675 tu ttc-etap
    2676 tu simslink
    2677 tu gadgetgate1way
    2678 tu gadgetgate2way
    2679 tu syncserverssl
    2680 tu pxc-sapxom
    2681 tu mpnjsomb
    2683 tu ncdloadbalance
    2684 tu mpnjsosv
    2685 tu mpnjsocl
    2686 tu mpnjsomg
    2687 tu pq-lic-mgmt
    2688 tu md-cg-http
    2689 tu fastlynx
    2690 tu hp-nnm-data
    2691 tu itinternet
    2692 tu admins-lms
    2694 tu pwrsevent
    2695 tu vspread
    2696 tu unifyadmin
    2697 tu oce-snmp-trap
    2698 tu mck-ivpip
    2699 tu csoft-plusclnt
    2700 tu tqdata
    2701 tu sms-rcinfo
    2702 tu sms-xfer
    2703 tu sms-chat
    2704 tu sms-remctrl
    2705 tu sds-admin
    2706 tu ncdmirroring
    2707 tu emcsymapiport
    2708 tu banyan-net
    2709 tu supermon
    2710 tu sso-service
    2711 tu sso-control
    2712 tu aocp
    2713 tu raventbs
    2714 tu raventdm
    2715 tu hpstgmgr2
    2716 tu inova-ip-disco
    2717 tu pn-requester
    2718 tu pn-requester2
    2719 tu scan-change
    2720 tu wkars
    2721 tu smart-diagnose
    2722 tu proactivesrvr
    2723 tu watchdog-nt
    2724 tu qotps
    2725 tu msolap-ptp2
    2726 tu tams
    2727 tu mgcp-callagent
    2728 tu sqdr
    2729 tu tcim-control
    2730 tu nec-raidplus
    2731 tu fyre-messanger
    2732 tu g5m
    2733 tu signet-ctf
    2734 tu ccs-software
    2735 tu netiq-mc
    2736 tu radwiz-nms-srv
    2737 tu srp-feedback
    2738 tu ndl-tcp-ois-gw
    2739 tu tn-timing
    2740 tu alarm
    2741 tu tsb
    2742 tu tsb2
    2743 tu murx
    2744 tu honyaku
    2745 tu urbisnet
    2746 tu cpudpencap
    2747 tu fjippol-swrly
    2748 tu fjippol-polsvr
    2749 tu fjippol-cnsl
    2750 tu fjippol-port1
    2751 tu fjippol-port2
    2752 tu rsisysaccess
    2753 tu de-spot
    2754 tu apollo-cc
    2755 tu expresspay
    2756 tu simplement-tie
    2757 tu cnrp
    2758 tu apollo-status
    2759 tu apollo-gms
    2760 tu sabams
    2761 tu dicom-iscl
    2762 tu dicom-tls
    2763 tu desktop-dna
    2764 tu data-insurance
    2765 tu qip-audup
    2766 tu compaq-scp
    2767 tu uadtc
    2768 tu uacs
    2769 tu exce
    2770 tu veronica
    2771 tu vergencecm
    2772 tu auris
    2773 tu rbakcup1
    2774 tu rbakcup2
    2775 tu smpp
    2776 tu ridgeway1
    2777 tu ridgeway2
    2778 tu gwen-sonya
    2779 tu lbc-sync
    2780 tu lbc-control
    2781 tu whosells
    2782 tu everydayrc
    2783 tu aises
    2784 tu www-dev
    2785 tu aic-np
    2786 tu aic-oncrpc
    2787 tu piccolo
    2788 tu fryeserv
    2789 tu media-agent
    2790 tu plgproxy
    2791 tu mtport-regist
    2792 tu f5-globalsite
    2793 tu initlsmsad
    2794 tu urp
    2795 tu livestats
    2796 tu ac-tech
    2797 tu esp-encap
    2798 tu tmesis-upshot
    2799 tu icon-discover
    2800 tu acc-raid
    2801 tu igcp
    2802 t veritas-tcp1
    2802 u veritas-udp1
    2803 tu btprjctrl
    2804 tu dvr-esm
    2805 tu wta-wsp-s
    2806 tu cspuni
    2807 tu cspmulti
    2808 tu j-lan-p
    2809 tu corbaloc
    2810 tu netsteward
    2811 tu gsiftp
    2812 t monit
    2812 u atmtcp
    2813 tu llm-pass
    2814 tu llm-csv
    2815 tu lbc-measure
    2816 tu lbc-watchdog
    2817 tu nmsigport
    2818 tu rmlnk
    2819 tu fc-faultnotify
    2820 tu univision
    2821 tu vrts-at-port
    2822 tu ka0wuc
    2823 tu cqg-netlan
    2824 tu cqg-netlan-1
    2826 tu slc-systemlog
    2827 tu slc-ctrlrloops
    2828 tu itm-lm
    2829 tu silkp1
    2830 tu silkp2
    2831 tu silkp3
    2832 tu silkp4
    2833 tu glishd
    2834 tu evtp
    2835 tu evtp-data
    2836 tu catalyst
    2837 tu repliweb
    2838 tu starbot
    2839 tu nmsigport
    2840 tu l3-exprt
    2841 tu l3-ranger
    2842 tu l3-hawk
    2843 tu pdnet
    2844 tu bpcp-poll
    2845 tu bpcp-trap
    2846 tu aimpp-hello
    2847 tu aimpp-port-req
    2848 tu amt-blc-port
    2849 tu fxp
    2850 tu metaconsole
    2851 tu webemshttp
    2852 tu bears-01
    2853 tu ispipes
    2854 tu infomover
    2855 t msrp
    2856 tu cesdinv
    2857 tu simctlp
    2858 tu ecnp
    2859 tu activememory
    2860 tu dialpad-voice1
    2861 tu dialpad-voice2
    2862 tu ttg-protocol
    2863 tu sonardata
    2864 tu astronova-main
    2865 tu pit-vpn
    2866 tu iwlistener
    2867 tu esps-portal
    2868 tu npep-messaging
    2869 tu icslap
    2870 tu daishi
    2871 tu msi-selectplay
    2872 tu radix
    2873 tu psrt
    2874 tu dxmessagebase1
    2875 tu dxmessagebase2
    2876 tu sps-tunnel
    2877 tu bluelance
    2878 tu aap
    2879 tu ucentric-ds
    2880 tu synapse
    2881 tu ndsp
    2882 tu ndtp
    2883 tu ndnp
    2884 tu flashmsg
    2885 tu topflow
    2886 tu responselogic
    2887 tu aironetddp
    2888 t zookeeper-peer
    2888 u spcsdlobby
    2889 tu rsom
    2890 tu cspclmulti
    2891 tu cinegrfx-elmd
    2892 tu snifferdata
    2893 tu vseconnector
    2894 tu abacus-remote
    2895 tu natuslink
    2896 tu ecovisiong6-1
    2897 tu citrix-rtmp
    2898 tu appliance-cfg
    2899 tu powergemplus
    2900 tu quicksuite
    2901 tu allstorcns
    2902 tu netaspi
    2903 tu suitcase
    2904 tus m2ua
    2905 ts m3ua
    2906 tu caller9
    2907 tu webmethods-b2b
    2908 tu mao
    2909 tu funk-dialout
    2910 tu tdaccess
    2911 tu blockade
    2912 tu epicon
    2913 tu boosterware
    2914 tu gamelobby
    2915 tu tksocket
    2916 tu elvin-server
    2917 tu elvin-client
    2918 tu kastenchasepad
    2919 tu roboer
    2920 tu roboeda
    2921 tu cesdcdman
    2922 tu cesdcdtrn
    2923 tu wta-wsp-wtp-s
    2924 tu precise-vip
    2926 tu mobile-file-dl
    2927 tu unimobilectrl
    2928 tu redstone-cpss
    2929 tu amx-webadmin
    2930 tu amx-weblinx
    2931 tu circle-x
    2932 tu incp
    2933 tu 4-tieropmgw
    2934 tu 4-tieropmcli
    2935 tu qtp
    2936 tu otpatch
    2937 tu pnaconsult-lm
    2938 tu sm-pas-1
    2939 tu sm-pas-2
    2940 tu sm-pas-3
    2941 tu sm-pas-4
    2942 tu sm-pas-5
    2943 tu ttnrepository
    2944 tus megaco-h248
    2945 tus h248-binary
    2946 tu fjsvmpor
    2947 tu gpsd
    2948 tu wap-push
    2949 tu wap-pushsecure
    2950 tu esip
    2951 tu ottp
    2952 tu mpfwsas
    2953 tu ovalarmsrv
    2954 tu ovalarmsrv-cmd
    2955 tu csnotify
    2956 tu ovrimosdbman
    2957 tu jmact5
    2958 tu jmact6
    2959 tu rmopagt
    2960 tu dfoxserver
    2961 tu boldsoft-lm
    2962 tu iph-policy-cli
    2963 tu iph-policy-adm
    2964 tu bullant-srap
    2965 tu bullant-rap
    2966 tu idp-infotrieve
    2967 tu ssc-agent
    2968 tu enpp
    2969 tu essp
    2970 tu index-net
    2971 tu netclip
    2972 tu pmsm-webrctl
    2973 tu svnetworks
    2974 tu signal
    2975 tu fjmpcm
    2976 tu cns-srv-port
    2977 tu ttc-etap-ns
    2978 tu ttc-etap-ds
    2979 tu h263-video
    2980 tu wimd
    2981 tu mylxamport
    2982 tu iwb-whiteboard
    2983 tu netplan
    2984 tu hpidsadmin
    2985 tu hpidsagent
    2986 tu stonefalls
    2987 tu identify
    2988 tu hippad
    2989 tu zarkov
    2990 tu boscap
    2991 tu wkstn-mon
    2992 tu avenyo
    2993 tu veritas-vis1
    2994 tu veritas-vis2
    2995 tu idrs
    2996 tu vsixml
    2997 tu rebol
    2998 tu realsecure
    2999 tu remoteware-un
    3000 t http-dev
    3000 u hbci
    3001 t http-dev
    3002 tu exlm-agent
    3003 tu cgms
    3004 tu csoftragent
    3005 tu geniuslm
    3006 tu ii-admin
    3007 tu lotusmtap
    3008 tu midnight-tech
    3009 tu pxc-ntfy
    3010 t gw
    3010 u ping-pong
    3011 tu trusted-web
    3012 tu twsdss
    3013 tu gilatskysurfer
    3014 tu broker-service
    3015 tu nati-dstp
    3016 tu notify-srvr
    3017 tu event-listener
    3018 tu srvc-registry
    3019 tu resource-mgr
    3020 tu cifs
    3021 tu agriserver
    3022 t teleport-ssh
    3022 u csregagent
    3023 t teleport-proxy
    3023 u magicnotes
    3024 t teleport-tunnel
    3024 u nds-sso
    3025 t teleport-auth
    3025 u arepa-raft
    3026 t teleport-kube
    3026 u agri-gateway
    3027 tu liebdevmgmt-c
    3028 tu liebdevmgmt-dm
    3029 tu liebdevmgmt-a
    3030 tu arepa-cas
    3031 tu eppc
    3032 tu redwood-chat
    3033 tu pdb
    3034 tu osmosis-aeea
    3035 tu fjsv-gssagt
    3036 tu hagel-dump
    3037 tu hp-san-mgmt
    3038 tu santak-ups
    3039 tu cogitate
    3040 tu tomato-springs
    3041 tu di-traceware
    3042 tu journee
    3043 tu brp
    3044 tu epp
    3045 tu responsenet
    3046 tu di-ase
    3047 tu hlserver
    3048 tu pctrader
    3049 tu nsws
    3050 tu gds-db
    3051 tu galaxy-server
    3052 tu apc-3052
    3053 tu dsom-server
    3054 tu amt-cnf-prot
    3055 tu policyserver
    3056 tu cdl-server
    3057 tu goahead-fldup
    3058 tu videobeans
    3059 tu qsoft
    3060 tu interserver
    3061 tu cautcpd
    3062 tu ncacn-ip-tcp
    3063 tu ncadg-ip-udp
    3064 tu rprt
    3065 tu slinterbase
    3066 tu netattachsdmp
    3067 tu fjhpjp
    3068 tu ls3bcast
    3069 tu ls3
    3070 tu mgxswitch
    3071 t xplat-replicate
    3072 tu csd-monitor
    3073 tu vcrp
    3074 tu xbox
    3075 tu orbix-locator
    3076 tu orbix-config
    3077 tu orbix-loc-ssl
    3078 tu orbix-cfg-ssl
    3079 tu lv-frontpanel
    3080 t teleport-web
    3080 u stm-pproc
    3081 tu tl1-lv
    3082 tu tl1-raw
    3083 tu tl1-telnet
    3084 tu itm-mccs
    3085 tu pcihreq
    3086 tu jdl-dbkitchen
    3087 tu asoki-sma
    3088 tu xdtp
    3089 tu ptk-alink
    3090 tu stss
    3091 tu 1ci-smcs
    3093 tu rapidmq-center
    3094 tu rapidmq-reg
    3095 tu panasas
    3096 tu ndl-aps
    3097 s itu-bicc-stc
    3098 tu umm-port
    3099 tu chmd
    3100 t loki
    3100 u opcon-xps
    3101 tu hp-pxpib
    3102 tu slslavemon
    3103 tu autocuesmi
    3104 t autocuelog
    3104 u autocuetime
    3105 tu cardbox
    3106 tu cardbox-http
    3107 tu business
    3108 tu geolocate
    3109 tu personnel
    3110 tu sim-control
    3111 tu wsynch
    3112 tu ksysguard
    3113 tu cs-auth-svr
    3114 tu ccmad
    3115 tu mctet-master
    3116 tu mctet-gateway
    3117 tu mctet-jserv
    3118 tu pkagent
    3119 tu d2000kernel
    3120 tu d2000webserver
    3121 t pcmk-remote
    3122 tu vtr-emulator
    3123 tu edix
    3124 tu beacon-port
    3125 tu a13-an
    3127 tu ctx-bridge
    3128 t squid
    3128 u ndl-aas
    3129 tu netport-id
    3130 tu icpv2
    3131 tu netbookmark
    3132 tu ms-rule-engine
    3133 tu prism-deploy
    3134 tu ecp
    3135 tu peerbook-port
    3136 tu grubd
    3137 tu rtnt-1
    3138 tu rtnt-2
    3139 tu incognitorv
    3140 tu ariliamulti
    3141 t devpi
    3141 u vmodem
    3142 t apt-cacher-ng
    3142 u rdc-wh-eos
    3143 tu seaview
    3144 tu tarantella
    3145 tu csi-lfap
    3146 tu bears-02
    3147 tu rfio
    3148 tu nm-game-admin
    3149 tu nm-game-server
    3150 tu nm-asses-admin
    3151 tu nm-assessor
    3152 tu feitianrockey
    3153 tu s8-client-port
    3154 tu ccmrmi
    3155 tu jpegmpeg
    3156 tu indura
    3157 tu lsa-comm
    3158 tu stvp
    3159 tu navegaweb-port
    3160 tu tip-app-server
    3161 tu doc1lm
    3162 tu sflm
    3163 tu res-sap
    3164 tu imprs
    3165 tu newgenpay
    3166 tu sossecollector
    3167 tu nowcontact
    3168 tu poweronnud
    3169 tu serverview-as
    3170 tu serverview-asn
    3171 tu serverview-gf
    3172 tu serverview-rm
    3173 tu serverview-icc
    3174 tu armi-server
    3175 tu t1-e1-over-ip
    3176 tu ars-master
    3177 tu phonex-port
    3178 tu radclientport
    3179 tu h2gf-w-2m
    3180 tu mc-brk-srv
    3181 tu bmcpatrolagent
    3182 tu bmcpatrolrnvu
    3183 tu cops-tls
    3184 tu apogeex-port
    3185 tu smpppd
    3186 tu iiw-port
    3187 tu odi-port
    3188 tu brcm-comm-port
    3189 tu pcle-infex
    3190 tu csvr-proxy
    3191 tu csvr-sslproxy
    3192 tu firemonrcc
    3193 tu spandataport
    3194 tu magbind
    3195 tu ncu-1
    3196 tu ncu-2
    3197 tu embrace-dp-s
    3198 tu embrace-dp-c
    3199 tu dmod-workspace
    3200 t tempo
    3200 u tick-port
    3201 tu cpq-tasksmart
    3202 tu intraintra
    3203 tu netwatcher-mon
    3204 tu netwatcher-db
    3205 tu isns
    3206 tu ironmail
    3207 tu vx-auth-port
    3208 tu pfu-prcallback
    3209 tu netwkpathengine
    3210 tu flamenco-proxy
    3211 tu avsecuremgmt
    3212 tu surveyinst
    3213 tu neon24x7
    3214 tu jmq-daemon-1
    3215 tu jmq-daemon-2
    3216 tu ferrari-foam
    3217 tu unite
    3218 tu smartpackets
    3219 tu wms-messenger
    3220 tu xnm-ssl
    3221 tu xnm-clear-text
    3222 tu glbp
    3223 tu digivote
    3224 tu aes-discovery
    3225 tu fcip-port
    3226 tu isi-irp
    3227 tu dwnmshttp
    3228 tu dwmsgserver
    3229 tu global-cd-port
    3230 tu sftdst-port
    3231 tu vidigo
    3232 tu mdtp
    3233 tu whisker
    3234 tu alchemy
    3235 tu mdap-port
    3236 tu apparenet-ts
    3237 tu apparenet-tps
    3238 tu apparenet-as
    3239 tu apparenet-ui
    3240 tu triomotion
    3241 tu sysorb
    3242 tu sdp-id-port
    3243 tu timelot
    3244 tu onesaf
    3245 tu vieo-fe
    3246 tu dvt-system
    3247 tu dvt-data
    3248 tu procos-lm
    3249 tu ssp
    3250 tu hicp
    3251 tu sysscanner
    3252 tu dhe
    3253 tu pda-data
    3254 tu pda-sys
    3255 tu semaphore
    3256 tu cpqrpm-agent
    3257 tu cpqrpm-server
    3258 tu ivecon-port
    3259 tu epncdp2
    3260 tu iscsi-target
    3261 tu winshadow
    3262 tu necp
    3263 tu ecolor-imager
    3264 tu ccmail
    3265 tu altav-tunnel
    3266 tu ns-cfg-server
    3267 tu ibm-dial-out
    3268 tu msft-gc
    3269 tu msft-gc-ssl
    3270 tu verismart
    3271 tu csoft-prev
    3272 tu user-manager
    3273 tu sxmp
    3274 tu ordinox-server
    3275 tu samd
    3276 tu maxim-asics
    3277 tu awg-proxy
    3278 tu lkcmserver
    3279 tu admind
    3280 tu vs-server
    3281 tu sysopt
    3282 tu datusorb
    3283 tu net-assistant
    3284 tu 4talk
    3285 tu plato
    3286 tu e-net
    3287 tu directvdata
    3288 tu cops
    3289 tu enpc
    3290 tu caps-lm
    3291 tu sah-lm
    3292 tu cart-o-rama
    3293 tu fg-fps
    3294 tu fg-gip
    3295 tu dyniplookup
    3296 tu rib-slm
    3297 tu cytel-lm
    3298 tu deskview
    3299 tu pdrncs
    3300 t ceph
    3301 tu tarantool
    3302 tu mcs-fastmail
    3303 tu opsession-clnt
    3304 tu opsession-srvr
    3305 tu odette-ftp
    3306 tu mysql
    3307 t mysql-alt
    3307 u opsession-prxy
    3308 tu tns-server
    3309 tu tns-adv
    3310 t clamd
    3310 u dyna-access
    3311 tu mcns-tel-ret
    3312 tu appman-server
    3313 tu uorb
    3314 tu uohost
    3315 tu cdid
    3316 tu aicc-cmi
    3317 tu vsaiport
    3318 tu ssrip
    3319 tu sdt-lmd
    3320 tu officelink2000
    3321 tu vnsstr
    3326 tu sftu
    3327 tu bbars
    3328 tu egptlm
    3329 tu hp-device-disc
    3330 tu mcs-calypsoicf
    3331 tu mcs-messaging
    3332 tu mcs-mailsvr
    3333 tu dec-notes
    3334 tu directv-web
    3335 tu directv-soft
    3336 tu directv-tick
    3337 tu directv-catlg
    3338 tu anet-b
    3339 tu anet-l
    3340 tu anet-m
    3341 tu anet-h
    3342 tu webtie
    3343 tu ms-cluster-net
    3344 tu bnt-manager
    3345 tu influence
    3346 tu trnsprntproxy
    3347 tu phoenix-rpc
    3348 tu pangolin-laser
    3349 tu chevinservices
    3350 t xrdp-sesman
    3350 u findviatv
    3351 tu btrieve
    3352 tu ssql
    3353 tu fatpipe
    3354 tu suitjd
    3355 tu ordinox-dbase
    3356 tu upnotifyps
    3357 tu adtech-test
    3358 tu mpsysrmsvr
    3359 tu wg-netforce
    3360 tu kv-server
    3361 tu kv-agent
    3362 tu dj-ilm
    3363 tu nati-vi-server
    3364 tu creativeserver
    3365 tu contentserver
    3366 tu creativepartnr
    3372 tu tip2
    3373 tu lavenir-lm
    3374 tu cluster-disc
    3375 tu vsnm-agent
    3376 tu cdbroker
    3377 tu cogsys-lm
    3378 tu wsicopy
    3379 tu socorfs
    3380 tu sns-channels
    3381 tu geneous
    3382 tu fujitsu-neat
    3383 tu esp-lm
    3384 tu hp-clic
    3385 tu qnxnetman
    3386 t gprs-data
    3386 u gprs-sig
    3387 tu backroomnet
    3388 tu cbserver
    3389 tu ms-wbt-server
    3390 tu dsc
    3391 tu savant
    3392 tu efi-lm
    3393 tu d2k-tapestry1
    3394 tu d2k-tapestry2
    3395 tu dyna-lm
    3396 tu printer-agent
    3397 tu cloanto-lm
    3398 tu mercantile
    3399 tu csms
    3400 tu csms2
    3401 tu filecast
    3402 tu fxaengine-net
    3405 tu nokia-ann-ch1
    3406 tu nokia-ann-ch2
    3407 tu ldap-admin
    3408 tu besapi
    3409 tu networklens
    3410 tu networklenss
    3411 tu biolink-auth
    3412 tu xmlblaster
    3413 tu svnet
    3414 tu wip-port
    3415 tu bcinameservice
    3416 tu commandport
    3417 tu csvr
    3418 tu rnmap
    3419 tu softaudit
    3420 tu ifcp-port
    3421 tu bmap
    3422 tu rusb-sys-port
    3423 tu xtrm
    3424 tu xtrms
    3425 tu agps-port
    3426 tu arkivio
    3427 tu websphere-snmp
    3428 tu twcss
    3429 tu gcsp
    3430 tu ssdispatch
    3431 tu ndl-als
    3432 tu osdcp
    3433 tu opnet-smp
    3434 tu opencm
    3435 tu pacom
    3436 tu gc-config
    3437 tu autocueds
    3438 tu spiral-admin
    3439 tu hri-port
    3440 tu ans-console
    3441 tu connect-client
    3442 tu connect-server
    3443 tu ov-nnm-websrv
    3444 tu denali-server
    3445 tu monp
    3446 tu 3comfaxrpc
    3447 tu directnet
    3448 tu dnc-port
    3449 tu hotu-chat
    3450 tu castorproxy
    3451 tu asam
    3452 tu sabp-signal
    3453 tu pscupd
    3454 tu mira
    3455 tu prsvp
    3456 tu vat
    3457 tu vat-control
    3458 tu d3winosfi
    3459 tu integral
    3460 tu edm-manager
    3461 tu edm-stager
    3462 tu edm-std-notify
    3463 tu edm-adm-notify
    3464 tu edm-mgr-sync
    3465 tu edm-mgr-cntrl
    3466 tu workflow
    3467 tu rcst
    3468 tu ttcmremotectrl
    3469 tu pluribus
    3470 tu jt400
    3471 tu jt400-ssl
    3472 tu jaugsremotec-1
    3473 tu jaugsremotec-2
    3474 tu ttntspauto
    3475 tu genisar-port
    3476 tu nppmp
    3477 tu ecomm
    3478 tu stun
    3479 tu twrpc
    3480 tu plethora
    3481 tu cleanerliverc
    3482 tu vulture
    3483 tu slim-devices
    3484 tu gbs-stp
    3485 tu celatalk
    3486 tu ifsf-hb-port
    3487 t ltctcp
    3487 u ltcudp
    3488 tu fs-rh-srv
    3489 tu dtp-dia
    3490 tu colubris
    3491 tu swr-port
    3492 tu tvdumtray-port
    3493 tu nut
    3494 tu ibm3494
    3495 tu seclayer-tcp
    3496 tu seclayer-tls
    3497 tu ipether232port
    3498 tu dashpas-port
    3499 tu sccip-media
    3500 tu rtmp-port
    3501 tu isoft-p2p
    3502 tu avinstalldisc
    3503 tu lsp-ping
    3504 tu ironstorm
    3505 tu ccmcomm
    3506 tu apc-3506
    3507 tu nesh-broker
    3508 tu interactionweb
    3509 tu vt-ssl
    3510 tu xss-port
    3511 tu webmail-2
    3512 tu aztec
    3513 tu arcpd
    3514 tu must-p2p
    3515 tu must-backplane
    3516 tu smartcard-port
    3517 tu 802-11-iapp
    3518 tu artifact-msg
    3519 t nvmsgd
    3519 u galileo
    3520 tu galileolog
    3521 tu mc3ss
    3522 tu nssocketport
    3523 tu odeumservlink
    3524 tu ecmport
    3525 tu eisport
    3526 tu starquiz-port
    3527 tu beserver-msg-q
    3528 tu jboss-iiop
    3529 tu jboss-iiop-ssl
    3530 tu gf
    3531 tu joltid
    3532 tu raven-rmp
    3533 tu raven-rdp
    3534 tu urld-port
    3535 tu ms-la
    3536 tu snac
    3537 tu ni-visa-remote
    3538 tu ibm-diradm
    3539 tu ibm-diradm-ssl
    3540 tu pnrp-port
    3541 tu voispeed-port
    3542 tu hacl-monitor
    3543 tu qftest-lookup
    3544 tu teredo
    3545 tu camac
    3547 tu symantec-sim
    3548 tu interworld
    3549 tu tellumat-nms
    3550 tu ssmpp
    3551 tu apcupsd
    3552 tu taserver
    3553 tu rbr-discovery
    3554 tu questnotify
    3555 tu razor
    3556 tu sky-transport
    3557 tu personalos-001
    3558 tu mcp-port
    3559 tu cctv-port
    3560 tu iniserve-port
    3561 tu bmc-onekey
    3562 tu sdbproxy
    3563 tu watcomdebug
    3564 tu esimport
    3565 ts m2pa
    3566 t quest-data-hub
    3567 tu dof-eps
    3568 tu dof-tunnel-sec
    3569 tu mbg-ctrl
    3570 tu mccwebsvr-port
    3571 tu megardsvr-port
    3572 tu megaregsvrport
    3573 tu tag-ups-1
    3574 t dmaf-server
    3574 u dmaf-caster
    3575 tu ccm-port
    3576 tu cmc-port
    3577 tu config-port
    3578 tu data-port
    3579 tu ttat3lb
    3580 tu nati-svrloc
    3581 tu kfxaclicensing
    3582 tu press
    3583 tu canex-watch
    3584 tu u-dbap
    3585 tu emprise-lls
    3586 tu emprise-lsc
    3587 tu p2pgroup
    3588 tu sentinel
    3589 tu isomair
    3590 tu wv-csp-sms
    3591 tu gtrack-server
    3592 tu gtrack-ne
    3593 tu bpmd
    3594 tu mediaspace
    3595 tu shareapp
    3596 tu iw-mmogame
    3597 tu a14
    3598 tu a15
    3599 tu quasar-server
    3600 tu trap-daemon
    3601 tu visinet-gui
    3602 tu infiniswitchcl
    3603 tu int-rcv-cntrl
    3604 tu bmc-jmx-port
    3605 tu comcam-io
    3606 tu splitlock
    3607 tu precise-i3
    3608 tu trendchip-dcp
    3609 tu cpdi-pidas-cm
    3610 tu echonet
    3611 tu six-degrees
    3612 tu dataprotector
    3613 tu alaris-disc
    3614 tu sigma-port
    3615 tu start-network
    3616 tu cd3o-protocol
    3617 tu sharp-server
    3618 tu aairnet-1
    3619 tu aairnet-2
    3620 tu ep-pcp
    3621 tu ep-nsp
    3622 tu ff-lr-port
    3623 tu haipe-discover
    3624 tu dist-upgrade
    3625 tu volley
    3626 tu bvcdaemon-port
    3627 tu jamserverport
    3628 tu ept-machine
    3629 tu escvpnet
    3630 tu cs-remote-db
    3631 tu cs-services
    3632 tu distcc
    3633 tu wacp
    3634 tu hlibmgr
    3635 tu sdo
    3636 tu servistaitsm
    3637 tu scservp
    3638 tu ehp-backup
    3639 tu xap-ha
    3640 tu netplay-port1
    3641 tu netplay-port2
    3642 tu juxml-port
    3643 tu audiojuggler
    3644 tu ssowatch
    3645 tu cyc
    3646 tu xss-srv-port
    3647 tu splitlock-gw
    3648 tu fjcp
    3649 tu nmmp
    3650 tu prismiq-plugin
    3651 tu xrpc-registry
    3652 tu vxcrnbuport
    3653 tu tsp
    3654 tu vaprtm
    3655 tu abatemgr
    3656 tu abatjss
    3657 tu immedianet-bcn
    3658 tu ps-ams
    3659 tu apple-sasl
    3660 tu can-nds-ssl
    3661 tu can-ferret-ssl
    3662 tu pserver
    3663 tu dtp
    3664 tu ups-engine
    3665 tu ent-engine
    3666 tu eserver-pap
    3667 tu infoexch
    3668 tu dell-rm-port
    3669 tu casanswmgmt
    3670 tu smile
    3671 t efcp
    3671 u knxip
    3672 tu lispworks-orb
    3673 tu mediavault-gui
    3674 tu wininstall-ipc
    3675 tu calltrax
    3676 tu va-pacbase
    3677 tu roverlog
    3678 tu ipr-dglt
    3679 tu newton-dock
    3680 tu npds-tracker
    3681 tu bts-x73
    3682 tu cas-mapi
    3683 tu bmc-ea
    3684 tu faxstfx-port
    3685 tu dsx-agent
    3686 tu tnmpv2
    3687 tu simple-push
    3688 tu simple-push-s
    3689 tu daap
    3690 tu svn
    3691 tu magaya-network
    3692 tu intelsync
    3693 t easl
    3695 tu bmc-data-coll
    3696 tu telnetcpcd
    3697 tu nw-license
    3698 tu sagectlpanel
    3699 tu kpn-icw
    3700 tu lrs-paging
    3701 tu netcelera
    3702 tu ws-discovery
    3703 tu adobeserver-3
    3704 tu adobeserver-4
    3705 tu adobeserver-5
    3706 tu rt-event
    3707 tu rt-event-s
    3708 tu sun-as-iiops
    3709 tu ca-idms
    3710 tu portgate-auth
    3711 tu edb-server2
    3712 tu sentinel-ent
    3713 tu tftps
    3714 tu delos-dms
    3715 tu anoto-rendezv
    3716 tu wv-csp-sms-cir
    3717 tu wv-csp-udp-cir
    3718 tu opus-services
    3719 tu itelserverport
    3720 tu ufastro-instr
    3721 tu xsync
    3722 tu xserveraid
    3723 tu sychrond
    3724 tu blizwow
    3725 tu na-er-tip
    3726 tu array-manager
    3727 tu e-mdu
    3728 tu e-woa
    3729 tu fksp-audit
    3730 tu client-ctrl
    3731 tu smap
    3732 tu m-wnn
    3733 tu multip-msg
    3734 tu synel-data
    3735 tu pwdis
    3736 tu rs-rmi
    3737 t xpanel
    3738 tu versatalk
    3739 tu launchbird-lm
    3740 tu heartbeat
    3741 tu wysdma
    3742 tu cst-port
    3743 tu ipcs-command
    3744 tu sasg
    3745 tu gw-call-port
    3746 tu linktest
    3747 tu linktest-s
    3748 tu webdata
    3749 tu cimtrak
    3750 tu cbos-ip-port
    3751 tu gprs-cube
    3752 tu vipremoteagent
    3753 tu nattyserver
    3754 tu timestenbroker
    3755 tu sas-remote-hlp
    3756 tu canon-capt
    3757 tu grf-port
    3758 tu apw-registry
    3759 tu exapt-lmgr
    3760 tu adtempusclient
    3761 tu gsakmp
    3762 tu gbs-smp
    3763 tu xo-wave
    3764 tu mni-prot-rout
    3765 tu rtraceroute
    3766 t sitewatch-s
    3767 tu listmgr-port
    3768 tu rblcheckd
    3769 tu haipe-otnk
    3770 tu cindycollab
    3771 tu paging-port
    3772 tu ctp
    3773 tu ctdhercules
    3774 tu zicom
    3775 tu ispmmgr
    3776 tu dvcprov-port
    3777 tu jibe-eb
    3778 tu c-h-it-port
    3779 tu cognima
    3780 tu nnp
    3781 tu abcvoice-port
    3782 tu iso-tp0s
    3783 tu bim-pem
    3784 tu bfd-control
    3785 tu bfd-echo
    3786 tu upstriggervsw
    3787 tu fintrx
    3788 tu isrp-port
    3789 tu remotedeploy
    3790 tu quickbooksrds
    3791 tu tvnetworkvideo
    3792 tu sitewatch
    3793 tu dcsoftware
    3794 tu jaus
    3795 tu myblast
    3796 tu spw-dialer
    3797 tu idps
    3798 tu minilock
    3799 tu radius-dynauth
    3800 tu pwgpsi
    3801 tu ibm-mgr
    3802 tu vhd
    3803 tu soniqsync
    3804 tu iqnet-port
    3805 tu tcpdataserver
    3806 tu wsmlb
    3807 tu spugna
    3808 tu sun-as-iiops-ca
    3809 tu apocd
    3810 tu wlanauth
    3811 tu amp
    3812 tu neto-wol-server
    3813 tu rap-ip
    3814 tu neto-dcs
    3815 tu lansurveyorxml
    3816 tu sunlps-http
    3817 tu tapeware
    3818 tu crinis-hb
    3819 tu epl-slp
    3820 tu scp
    3821 tu pmcp
    3822 tu acp-discovery
    3823 tu acp-conduit
    3824 tu acp-policy
    3825 tu ffserver
    3826 tu warmux
    3827 tu netmpi
    3828 tu neteh
    3829 tu neteh-ext
    3830 tu cernsysmgmtagt
    3831 tu dvapps
    3832 tu xxnetserver
    3833 tu aipn-auth
    3834 tu spectardata
    3835 tu spectardb
    3836 tu markem-dcp
    3837 tu mkm-discovery
    3838 tu sos
    3839 tu amx-rms
    3840 tu flirtmitmir
    3841 t shiprush-db-svr
    3842 tu nhci
    3843 tu quest-agent
    3844 tu rnm
    3845 tu v-one-spp
    3846 tu an-pcp
    3847 tu msfw-control
    3848 tu item
    3849 tu spw-dnspreload
    3850 tu qtms-bootstrap
    3851 tu spectraport
    3852 tu sse-app-config
    3853 tu sscan
    3854 tu stryker-com
    3855 tu opentrac
    3856 tu informer
    3857 tu trap-port
    3858 tu trap-port-mom
    3859 tu nav-port
    3860 tu sasp
    3861 tu winshadow-hd
    3862 tu giga-pocket
    3863 t asap-tcp
    3863 u asap-udp
    3863 s asap-sctp
    3864 t asap-tcp-tls
    3864 s asap-sctp-tls
    3865 tu xpl
    3866 tu dzdaemon
    3867 tu dzoglserver
    3868 ts diameter
    3869 tu ovsam-mgmt
    3870 tu ovsam-d-agent
    3871 tu avocent-adsap
    3872 tu oem-agent
    3873 tu fagordnc
    3874 tu sixxsconfig
    3875 tu pnbscada
    3876 tu dl-agent
    3877 tu xmpcr-interface
    3878 tu fotogcad
    3879 tu appss-lm
    3880 tu igrs
    3881 tu idac
    3882 tu msdts1
    3883 tu vrpn
    3884 tu softrack-meter
    3885 tu topflow-ssl
    3886 tu nei-management
    3887 tu ciphire-data
    3888 t zookeeper-elect
    3888 u ciphire-serv
    3889 tu dandv-tester
    3890 tu ndsconnect
    3891 tu rtc-pm-port
    3892 tu pcc-image-port
    3893 tu cgi-starapi
    3894 tu syam-agent
    3895 tu syam-smc
    3896 tu sdo-tls
    3897 tu sdo-ssh
    3898 tu senip
    3899 tu itv-control
    3900 tu udt-os
    3901 tu nimsh
    3902 tu nimaux
    3903 tu charsetmgr
    3904 tu omnilink-port
    3905 tu mupdate
    3906 tu topovista-data
    3907 tu imoguia-port
    3908 tu hppronetman
    3909 tu surfcontrolcpa
    3910 tu prnrequest
    3911 tu prnstatus
    3912 tu gbmt-stars
    3913 tu listcrt-port
    3914 tu listcrt-port-2
    3915 tu agcat
    3916 tu wysdmc
    3917 tu aftmux
    3918 tu pktcablemmcops
    3919 tu hyperip
    3920 tu exasoftport1
    3921 tu herodotus-net
    3922 tu sor-update
    3923 tu symb-sb-port
    3924 tu mpl-gprs-port
    3925 tu zmp
    3926 tu winport
    3927 tu natdataservice
    3928 tu netboot-pxe
    3929 tu smauth-port
    3930 tu syam-webserver
    3931 tu msr-plugin-port
    3932 tu dyn-site
    3933 tu plbserve-port
    3934 tu sunfm-port
    3935 tu sdp-portmapper
    3936 tu mailprox
    3937 tu dvbservdsc
    3938 tu dbcontrol-agent
    3939 tu aamp
    3940 tu xecp-node
    3941 tu homeportal-web
    3942 tu srdp
    3943 tu tig
    3944 tu sops
    3945 tu emcads
    3946 tu backupedge
    3947 tu ccp
    3948 tu apdap
    3949 tu drip
    3950 tu namemunge
    3951 tu pwgippfax
    3952 tu i3-sessionmgr
    3953 tu xmlink-connect
    3954 tu adrep
    3955 tu p2pcommunity
    3956 tu gvcp
    3957 tu mqe-broker
    3958 tu mqe-agent
    3959 tu treehopper
    3960 tu bess
    3961 tu proaxess
    3962 tu sbi-agent
    3963 tu thrp
    3964 tu sasggprs
    3965 tu ati-ip-to-ncpe
    3966 tu bflckmgr
    3967 tu ppsms
    3968 tu ianywhere-dbns
    3969 tu landmarks
    3970 tu lanrevagent
    3971 tu lanrevserver
    3972 tu iconp
    3973 tu progistics
    3974 tu xk22
    3975 tu airshot
    3976 tu opswagent
    3977 tu opswmanager
    3978 tu secure-cfg-svr
    3979 tu smwan
    3981 tu starfish
    3982 tu eis
    3983 tu eisp
    3984 tu mapper-nodemgr
    3985 tu mapper-mapethd
    3986 tu mapper-ws-ethd
    3987 tu centerline
    3988 tu dcs-config
    3989 tu bv-queryengine
    3990 tu bv-is
    3991 tu bv-smcsrv
    3992 tu bv-ds
    3993 tu bv-agent
    3995 tu iss-mgmt-ssl
    3996 tu abcsoftware
    3997 tu agentsease-db
    3998 tu dnx
    3999 tu nvcnet
    4000 t http-dev
    4000 u terabase
    4001 tu ipfs
    4002 tu pxc-spvr-ft
    4003 tu pxc-splr-ft
    4004 tu pxc-roid
    4005 tu pxc-pin
    4006 t maxscale
    4006 u pxc-spvr
    4007 tu pxc-splr
    4008 tu netcheque
    4009 tu chimera-hwm
    4010 tu samsung-unidex
    4011 t altserviceboot
    4011 u pxe
    4012 tu pda-gate
    4013 tu acl-manager
    4014 tu taiclock
    4015 tu talarian-mcast1
    4016 tu talarian-mcast2
    4017 tu talarian-mcast3
    4018 tu talarian-mcast4
    4019 tu talarian-mcast5
    4020 tu trap
    4021 tu nexus-portal
    4022 tu dnox
    4023 tu esnm-zoning
    4024 tu tnp1-port
    4025 tu partimage
    4026 tu as-debug
    4027 tu bxp
    4028 tu dtserver-port
    4029 tu ip-qsig
    4030 tu jdmn-port
    4031 tu suucp
    4032 tu vrts-auth-port
    4033 tu sanavigator
    4034 tu ubxd
    4035 tu wap-push-http
    4036 tu wap-push-https
    4037 tu ravehd
    4038 tu fazzt-ptp
    4039 tu fazzt-admin
    4040 t spark-ui
    4040 u yo-main
    4041 tu houston
    4042 tu ldxp
    4043 tu nirp
    4044 tu ltp
    4045 tu npp
    4046 tu acp-proto
    4047 tu ctp-state
    4049 tu wafs
    4050 tu cisco-wafs
    4051 tu cppdp
    4052 tu interact
    4053 tu ccu-comm-1
    4054 tu ccu-comm-2
    4055 tu ccu-comm-3
    4056 tu lms
    4057 tu wfm
    4058 tu kingfisher
    4059 tu dlms-cosem
    4060 tu dsmeter-iatc
    4061 tu ice-location
    4062 tu ice-slocation
    4063 tu ice-router
    4064 tu ice-srouter
    4065 tu avanti-cdp
    4066 tu pmas
    4067 tu idp
    4068 tu ipfltbcst
    4069 tu minger
    4070 t spotify
    4070 u tripe
    4071 tu aibkup
    4072 tu zieto-sock
    4073 tu irapp
    4074 tu cequint-cityid
    4075 tu perimlan
    4076 tu seraph
    4077 u ascomalarm
    4078 t cssp
    4079 tu santools
    4080 tu lorica-in
    4081 tu lorica-in-sec
    4082 tu lorica-out
    4083 tu lorica-out-sec
    4084 u fortisphere-vm
    4085 t ezmessagesrv
    4086 u ftsync
    4087 t applusservice
    4088 t npsp
    4089 tu opencore
    4090 tu omasgport
    4091 tu ewinstaller
    4092 tu ewdgs
    4093 tu pvxpluscs
    4094 tu sysrqd
    4095 tu xtgui
    4096 tu bre
    4097 tu patrolview
    4098 tu drmsfsd
    4099 tu dpcp
    4100 tu igo-incognito
    4101 tu brlp-0
    4102 tu brlp-1
    4103 tu brlp-2
    4104 tu brlp-3
    4105 tu shofar
    4106 tu synchronite
    4107 tu j-ac
    4108 tu accel
    4109 tu izm
    4110 tu g2tag
    4111 tu xgrid
    4112 tu apple-vpns-rp
    4113 tu aipn-reg
    4114 tu jomamqmonitor
    4115 tu cds
    4116 tu smartcard-tls
    4117 tu hillrserv
    4118 tu netscript
    4119 tu assuria-slm
    4120 t minirem
    4121 tu e-builder
    4122 tu fprams
    4123 tu z-wave
    4124 tu tigv2
    4125 tu opsview-envoy
    4126 tu ddrepl
    4127 tu unikeypro
    4128 tu nufw
    4129 tu nuauth
    4130 tu fronet
    4131 tu stars
    4132 tu nuts-dem
    4133 tu nuts-bootp
    4134 tu nifty-hmi
    4135 tu cl-db-attach
    4136 tu cl-db-request
    4137 tu cl-db-remote
    4138 tu nettest
    4139 tu thrtx
    4140 t linkerd-out
    4140 u cedros-fds
    4141 tu oirtgsvc
    4142 tu oidocsvc
    4143 t linkerd-in
    4143 u oidsr
    4145 tu vvr-control
    4146 tu tgcconnect
    4147 tu vrxpservman
    4148 tu hhb-handheld
    4149 tu agslb
    4150 t nsqd
    4150 u poweralert-nsa
    4151 t nsqd-http
    4151 u menandmice-noh
    4152 tu idig-mux
    4153 tu mbl-battd
    4154 tu atlinks
    4155 tu bzr
    4156 tu stat-results
    4157 tu stat-scanner
    4158 tu stat-cc
    4159 tu nss
    4160 t nsqlookupd
    4160 u jini-discovery
    4161 t nsqlookupd-http
    4161 u omscontact
    4162 tu omstopology
    4163 tu silverpeakpeer
    4164 tu silverpeakcomm
    4165 tu altcp
    4166 tu joost
    4167 tu ddgn
    4168 tu pslicser
    4169 t iadt
    4169 u iadt-disc
    4170 t d-cinema-csp
    4171 t nsqadmin
    4172 tu pcoip
    4173 t vite-preview
    4173 u mma-discovery
    4174 t smcluster
    4174 u sm-disc
    4175 t bccp
    4176 t tl-ipcproxy
    4177 tu wello
    4178 tu storman
    4179 tu maxumsp
    4180 tu httpx
    4181 tu macbak
    4182 tu pcptcpservice
    4183 tu cyborgnet
    4184 tu universe-suite
    4185 tu wcpp
    4186 t boxbackupstore
    4187 t csc-proxy
    4188 tu vatata
    4189 t pcep
    4190 t sieve
    4191 t linkerd-admin
    4191 u dsmipv6
    4192 t azeti
    4192 u azeti-bd
    4193 t pvxplusio
    4194 t spdm
    4195 tusd aws-wsp
    4197 tu hctl
    4199 tu eims-admin
    4200 t angular-dev
    4222 t nats
    4226 t sccache
    4240 t cilium-health
    4242 t opentsdb
    4242 u nebula
    4244 t hubble
    4245 t hubble-relay
    4300 tu corelccam
    4301 tu d-data
    4302 tu d-data-control
    4303 tu srcp
    4304 tu owserver
    4305 tu batman
    4306 tu pinghgl
    4307 tu trueconf
    4308 tu compx-lockview
    4309 tu dserver
    4310 tu mirrtex
    4311 t p6ssmc
    4312 t pscl-mgt
    4313 t perrla
    4314 t choiceview-agt
    4316 t choiceview-clt
    4317 t opentelemetry
    4318 t otlp-http
    4319 tu skytale
    4320 tu fdt-rcatp
    4321 t astro-dev
    4321 u rwhois
    4322 tu trim-event
    4323 tu trim-ice
    4325 t geognosisadmin
    4325 u geognosisman
    4326 tu geognosis
    4327 tu jaxer-web
    4328 tu jaxer-manager
    4329 t publiqare-sync
    4330 t dey-sapi
    4331 t ktickets-rest
    4332 t getty-focus
    4333 tus ahsp
    4334 t netconf-ch-ssh
    4335 t netconf-ch-tls
    4336 t restconf-ch-tls
    4340 tu gaia
    4341 u lisp-data
    4342 u lisp-control
    4343 tu unicall
    4344 tu vinainstall
    4345 tu m4-network-as
    4346 tu elanlm
    4347 tu lansurveyor
    4348 tu itose
    4349 tu fsportmap
    4350 tu net-device
    4351 tu plcy-net-svcs
    4352 tu pjlink
    4353 tu f5-iquery
    4354 tu qsnet-trans
    4355 tu qsnet-workst
    4356 tu qsnet-assist
    4357 tu qsnet-cond
    4358 tu qsnet-nucl
    4359 tu omabcastltkm
    4360 t matrix-vnet
    4361 u nacnl
    4362 u afore-vdp-disc
    4366 u shadowstream
    4368 tu wxbrief
    4369 tu epmd
    4370 tu elpro-tunnel
    4371 t l2c-control
    4371 u l2c-disc
    4372 tu l2c-data
    4373 tu remctl
    4374 t psi-ptt
    4375 tu tolteces
    4376 tu bip
    4377 tu cp-spxsvr
    4378 tu cp-spxdpy
    4379 tu ctdb
    4389 tu xandros-cms
    4390 tu wiegand
    4391 t apwi-imserver
    4392 t apwi-rxserver
    4393 t apwi-rxspooler
    4394 u apwi-disc
    4395 tu omnivisionesx
    4396 t fly
    4400 tu ds-srv
    4401 tu ds-srvr
    4402 tu ds-clnt
    4403 tu ds-user
    4404 tu ds-admin
    4405 tu ds-mail
    4406 tu ds-slp
    4407 t nacagent
    4408 t slscc
    4409 t netcabinet-com
    4410 t itwo-server
    4411 t found
    4412 u smallchat
    4413 t vision-mon
    4413 u vision-mon-disc
    4414 t updog
    4415 t brcd-vr-req
    4416 t pjj-player
    4416 u pjj-player-disc
    4417 t workflowdir
    4418 u axysbridge
    4419 t cbp
    4420 tu nvme
    4421 t scaleft
    4422 t tsepisp
    4423 t thingkit
    4425 tu netrockey6
    4426 tu beacon-port-2
    4427 t drizzle
    4428 t omviserver
    4429 t omviagent
    4430 tu rsqlserver
    4431 t wspipe
    4432 tu l-acoustics
    4433 t vop
    4441 u netblox
    4442 tu saris
    4443 t https-alt
    4443 u pharos
    4444 t selenium
    4444 u krb524
    4445 tu upnotifyp
    4446 tu n1-fwp
    4447 tu n1-rmgmt
    4448 tu asc-slmd
    4449 tu privatewire
    4450 tu camp
    4451 tu ctisystemmsg
    4452 tu ctiprogramload
    4453 tu nssalertmgr
    4454 tu nssagentmgr
    4455 t obs-websocket
    4455 u prchat-user
    4456 tu prchat-server
    4457 tu prregister
    4458 tu mcp
    4460 t ntske
    4480 t agtp
    4480 u agtp-quic
    4484 tu hpssmgmt
    4485 t assyst-dr
    4486 tu icms
    4487 t prex-tcp
    4488 tu awacs-ice
    4500 tu ipsec-nat-t
    4502 s a25-fap-fgw
    4503 u m-bus-oms
    4505 t salt-publish
    4506 t salt-request
    4533 t navidrome
    4534 u armagetronad
    4535 tu ehs
    4536 tu ehs-ssl
    4537 tu wssauthsvc
    4538 tu swx-gate
    4545 tu worldscores
    4546 tu sf-lm
    4547 tu lanner-lm
    4548 tu synchromesh
    4549 tu aegate
    4550 tu gds-adppiw-db
    4551 tu ieee-mih
    4552 tu menandmice-mon
    4553 t icshostsvc
    4554 tu msfrs
    4555 tu rsip
    4556 tud dtn-bundle
    4557 t fax
    4557 u mtcevrunqss
    4558 u mtcevrunqman
    4559 tu hylafax
    4563 t amahi-anywhere
    4566 t localstack
    4566 u kwtc
    4567 tu galera
    4568 t galera-ist
    4568 u bmc-reporting
    4569 tu iax
    4570 t deploymentmap
    4573 t cardifftec-back
    4590 t rid
    4591 tu l3t-at-an
    4592 u hrpd-ith-at-an
    4593 tu ipt-anri-anri
    4594 tu ias-session
    4595 tu ias-paging
    4596 tu ias-neighbor
    4597 tu a21-an-1xbs
    4598 tu a16-an-an
    4599 tu a17-an-an
    4600 tu piranha1
    4601 tu piranha2
    4602 t mtsserver
    4603 t menandmice-upg
    4604 t irp
    4605 t sixchat
    4606 t sixid
    4621 u ventoso
    4646 t nomad
    4646 u dots-signal
    4647 t nomad-rpc
    4648 tu nomad-serf
    4658 tu playsta2-app
    4659 tu playsta2-lob
    4660 tu smaclmgr
    4661 tu kar2ouche
    4662 t edonkey
    4662 u oms
    4663 tu noteit
    4664 tu ems
    4665 tu contclientms
    4666 tu eportcomm
    4667 tu mmacomm
    4668 tu mmaeds
    4669 tu eportcommdata
    4670 tu light
    4671 tu acter
    4672 t rfa
    4672 u edonkey
    4673 tu cxws
    4674 tu appiq-mgmt
    4675 tu dhct-status
    4676 tu dhct-alerts
    4677 tu bcs
    4678 tu traversal
    4679 tu mgesupervision
    4680 tu mgemanagement
    4681 tu parliant
    4682 tu finisar
    4683 tu spike
    4684 tu rfid-rp1
    4685 tu autopac
    4686 tu msp-os
    4687 tu nst
    4688 tu mobile-p2p
    4689 tu altovacentral
    4690 tu prelude
    4691 tu mtn
    4692 tu conspiracy
    4700 tu netxms-agent
    4701 tu netxms-mgmt
    4702 tu netxms-sync
    4703 t npqes-test
    4704 t assuria-ins
    4711 tus trinity-dist
    4713 t pulseaudio
    4725 tu truckstar
    4726 u a26-fap-fgw
    4727 t fcis
    4727 u fcis-disc
    4728 tu capmux
    4729 u gsmtap
    4730 tu gearman
    4731 t remcap
    4732 u ohmtrigger
    4733 t resorcs
    4737 tu ipdr-sp
    4738 tu solera-lpn
    4739 tus ipfix
    4740 tus ipfixs
    4741 tu lumimgrd
    4742 t sicct
    4742 u sicct-sdp
    4743 tu openhpid
    4744 tu ifsp
    4745 tu fmp
    4746 u intelliadm-disc
    4747 u buschtrommel
    4749 tu profilemac
    4750 tu ssad
    4751 tu spocp
    4752 tu snap
    4753 t simon
    4753 u simon-disc
    4754 u gre-in-udp
    4755 u gre-udp-dtls
    4756 t rdcenter
    4774 t converge
    4784 tu bfd-multi-ctl
    4785 u cncp
    4786 t smart-install
    4787 t sia-ctrl-plane
    4788 t xmcp
    4789 u vxlan
    4790 u vxlan-gpe
    4791 u roce
    4792 tu unified-bus
    4793 u uet
    4794 u veroce
    4800 tu iims
    4801 tu iwec
    4802 tu ilss
    4803 t notateit
    4803 u notateit-disc
    4804 u aja-ntv4-disc
    4822 t guacd
    4827 tu htcp
    4837 tu varadero-0
    4838 tu varadero-1
    4839 tu varadero-2
    4840 t opcua-tcp
    4840 u opcua-udp
    4841 tu quosa
    4842 tu gw-asv
    4843 tu opcua-tls
    4844 tu gw-log
    4845 tu wcr-remlib
    4846 tu contamac-icm
    4847 tu wfc
    4848 t glassfish
    4848 u appserv-http
    4849 tu appserv-https
    4850 tu sun-as-nodeagt
    4851 tu derby-repli
    4867 tu unify-debug
    4868 tu phrelay
    4869 tu phrelaydbg
    4870 tu cc-tracking
    4871 tu wired
    4873 t verdaccio
    4876 tu tritium-can
    4877 tu lmcs
    4878 u inst-discovery
    4879 t wsdl-event
    4880 t hislip
    4881 u socp-t
    4882 u socp-c
    4883 t wmlserver
    4884 tu hivestor
    4885 tu abbs
    4888 t xcap-portal
    4889 t xcap-control
    4894 tu lyskom
    4899 tu radmin-port
    4900 tu hfcs
    4901 t flr-agent
    4902 t magiccontrol
    4912 t lutap
    4913 t lutcp
    4914 tu bones
    4915 t frcs
    4936 u an-signaling
    4937 u atsc-mh-ssc
    4940 tu eq-office-4940
    4941 tu eq-office-4941
    4942 tu eq-office-4942
    4949 tu munin
    4950 tu sybasesrvmon
    4951 tu pwgwims
    4952 tu sagxtsds
    4953 t dbsyncarbiter
    4969 tu ccss-qmm
    4970 tu ccss-qsm
    4971 t burp
    4980 u ctxs-vpp
    4984 t webyast
    4985 t gerhcs
    4986 tu mrip
    4987 tu smar-se-port1
    4988 tu smar-se-port2
    4989 tu parallel
    4990 tu busycal
    4991 tu vrt
    4999 tu hfcs-manager
    5000 t http-dev
    5000 u commplex-main
    5001 tu iperf
    5002 tu rfe
    5003 tu fmpro-internal
    5004 tud avt-profile-1
    5005 t jdwp
    5005 ud avt-profile-2
    5006 tu wsm-server
    5007 tu wsm-server-ssl
    5008 tu synapsis-edge
    5009 tu winfs
    5010 tu telelpathstart
    5011 tu telelpathattack
    5012 tu nsp
    5013 tu fmpro-v6
    5014 u onpsocket
    5015 t fmwp
    5020 tu zenginkyo-1
    5021 tu zenginkyo-2
    5022 tu mice
    5023 tu htuilsrv
    5024 tu scpi-telnet
    5025 tu scpi-raw
    5026 tu strexec-d
    5027 tu strexec-s
    5028 t qvr
    5029 tu infobright
    5031 u dmp
    5032 t signacert-agent
    5033 t jtnetd-server
    5034 t jtnetd-status
    5037 t adb-server
    5038 t asterisk-ami
    5042 tu asnaacceler8db
    5043 tu swxadmin
    5044 t beats
    5044 u lxi-evntsvc
    5045 t osp
    5046 u vpm-udp
    5047 u iscape
    5048 t texai
    5049 tu ivocalize
    5050 t pgadmin
    5050 u mmcc
    5051 tu ita-agent
    5052 tu ita-manager
    5053 t rlm
    5053 u rlm-disc
    5054 t rlm-admin
    5055 t overseerr
    5055 u unot
    5056 tu intecom-ps1
    5057 tu intecom-ps2
    5058 u locus-disc
    5059 tu sds
    5060 tus sip
    5061 tus sips
    5062 tu na-localise
    5063 t csrpc
    5064 tu ca-1
    5065 tu ca-2
    5066 tu stanag-5066
    5067 tu authentx
    5068 t bitforestsrv
    5069 tu i-net-2000-npr
    5070 tu vtsas
    5071 tu powerschool
    5072 tu ayiya
    5073 tu tag-pm
    5074 tu alesquery
    5075 t pvaccess
    5078 u pixelpusher
    5079 u cp-spxrpts
    5080 tu onscreen
    5081 tu sdl-ets
    5082 tu qcp
    5083 tu qfp
    5084 tu llrp
    5085 tu encrypted-llrp
    5086 t aprigo-cs
    5087 t biotic
    5090 s car
    5091 s cxtp
    5092 u magpie
    5093 tu sentinel-lm
    5094 tu hart-ip
    5099 tu sentlm-srv2srv
    5100 tu socalia
    5101 t talarian-tcp
    5101 u talarian-udp
    5102 tu oms-nonsecure
    5103 t actifio-c2c
    5104 u tinymessage
    5105 u hughes-ap
    5106 t actifioudsagent
    5107 t actifioreplic
    5111 tu taep-as-svc
    5112 tu pm-cmdsvr
    5114 t ev-services
    5115 t autobuild
    5116 u emb-proj-cmd
    5117 t gradecam
    5120 tu barracuda-bbs
    5133 tu nbt-pc
    5134 t ppactivation
    5135 t erp-scale
    5136 u minotaur-sa
    5137 tu ctsd
    5145 tu rmonitor-secure
    5146 t social-alarm
    5150 tu atmp
    5151 tu esri-sde
    5152 tu sde-discovery
    5154 tu bzflag
    5155 tu asctrl-agent
    5156 t rugameonline
    5157 t mediat
    5161 t snmpssh
    5162 t snmpssh-trap
    5163 t sbackup
    5164 t vpa
    5164 u vpa-disc
    5165 tu ife-icorp
    5166 tu winpcs
    5167 tu scte104
    5168 tu scte30
    5172 t pcoip-mgmt
    5173 t vite
    5190 tu aol
    5191 tu aol-1
    5192 tu aol-2
    5193 tu aol-3
    5194 t cpscomm
    5195 t ampl-lic
    5196 t ampl-tableproxy
    5197 t tunstall-lwp
    5200 tu targus-getdata
    5201 tu iperf3
    5202 tu targus-getdata2
    5203 tu targus-getdata3
    5209 t nomad
    5215 ts noteza
    5221 t 3exmp
    5222 t xmpp-client
    5223 t xmpps-client
    5223 u hpvirtgrp
    5224 tu hpvirtctrl
    5225 tu hp-server
    5226 tu hp-status
    5227 tu perfd
    5228 t fcm
    5229 t fcm
    5230 t fcm
    5231 t crusecontrol
    5232 t csedaemon
    5233 t enfs
    5234 tu eenet
    5235 tu galaxy-network
    5236 tu padl2sim
    5237 tu mnet-discovery
    5242 t attune
    5243 t xycstatus
    5245 t downtools
    5245 u downtools-disc
    5246 u capwap-control
    5247 u capwap-data
    5248 tu caacws
    5249 tu caaclang2
    5250 tu soagateway
    5251 tu caevms
    5252 tu movaz-ssc
    5253 t kpdp
    5254 t logcabin
    5264 tu 3com-njack-1
    5265 tu 3com-njack-2
    5269 t xmpp-server
    5270 tu cartographerxmp
    5271 t cuelink
    5271 u cuelink-disc
    5272 tu pk
    5280 t xmpp-bosh
    5281 t undo-lm
    5282 tu transmit-port
    5298 tu presence
    5299 tu nlg-data
    5300 tu hacl-hb
    5301 tu hacl-gs
    5302 tu hacl-cfg
    5303 tu hacl-probe
    5304 tu hacl-local
    5305 tu hacl-test
    5306 tu sun-mc-grp
    5307 tu sco-aip
    5308 tu cfengine
    5309 tu jprinter
    5310 tu outlaws
    5312 tu permabit-cs
    5313 tu rrdp
    5314 tu opalis-rbt-ipc
    5315 tu hacl-poll
    5316 t hpbladems
    5317 t hpdevms
    5318 t pkix-cmc
    5319 tu roughtime
    5320 t bsfserver-zn
    5321 t bsfsvr-zn-ssl
    5343 tu kfserver
    5344 tu xkotodrcp
    5347 t xmpp-component
    5349 tu stuns
    5350 u pcp-multicast
    5351 u pcp
    5352 tu dns-llq
    5353 tu mdns
    5354 tu mdnsresponder
    5355 tu llmnr
    5356 tu ms-smlbiz
    5357 tu wsdapi
    5358 tu wsdapi-s
    5359 tu ms-alerter
    5360 tu ms-sideshow
    5361 tu ms-s-sideshow
    5362 tu serverwsd2
    5363 tu net-projection
    5364 u kdnet
    5397 tu stresstester
    5398 tu elektron-admin
    5399 tu securitychase
    5400 tu excerpt
    5401 tu excerpts
    5402 tu mftp
    5403 t corosync-qnetd
    5403 u hpoms-ci-lstn
    5404 t hpoms-dps-lstn
    5404 u corosync
    5405 t netsupport
    5405 u corosync
    5406 tu systemics-sox
    5407 tu foresyte-clear
    5408 tu foresyte-sec
    5409 tu salient-dtasrv
    5410 tu salient-usrmgr
    5411 tu actnet
    5412 tu continuus
    5413 tu wwiotalk
    5414 tu statusd
    5415 tu ns-server
    5416 tu sns-gateway
    5417 tu sns-agent
    5418 tu mcntp
    5419 tu dj-ice
    5420 tu cylink-c
    5421 tu netsupport2
    5422 tu salient-mux
    5423 tu virtualuser
    5424 tu beyond-remote
    5425 tu br-channel
    5426 tu devbasic
    5427 tu sco-peer-tta
    5428 tu telaconsole
    5429 tu base
    5430 tu radec-corp
    5431 tu park-agent
    5432 tu postgresql
    5433 t postgresql-alt
    5433 u pyrrho
    5434 tu sgi-arrayd
    5435 tu sceanics
    5436 u pmip6-cntl
    5437 u pmip6-data
    5439 t redshift
    5443 tu spss
    5445 ts smbdirect
    5450 t tiepie
    5450 u tiepie-disc
    5453 tu surebox
    5454 tu apc-5454
    5455 tu apc-5455
    5456 tu apc-5456
    5461 tu silkmeter
    5462 tu ttl-publisher
    5463 tu ttlpriceproxy
    5464 tu quailnet
    5465 tu netops-broker
    5470 t apsolab-col
    5471 t apsolab-cols
    5472 t apsolab-tag
    5473 t calico-typha
    5474 u apsolab-rpc
    5475 t apsolab-data
    5480 t vmware-vami
    5500 t live-server
    5500 u fcp-addr-srvr1
    5501 tu fcp-addr-srvr2
    5502 tu fcp-srvr-inst1
    5503 tu fcp-srvr-inst2
    5504 tu fcp-cics-gw1
    5505 tu checkoutdb
    5506 tu amc
    5507 t psl-management
    5540 tu matter
    5543 t qftest-licserve
    5550 t cbus
    5553 tu sgi-eventmond
    5554 t android-emu
    5554 u sgi-esphttp
    5555 t adb
    5555 u rplay
    5556 tu freeciv
    5557 t farenet
    5565 t dp-bura
    5566 t westec-connect
    5567 tu dof-dps-mc-sec
    5568 tu sdt
    5569 t rdmnet-ctrl
    5569 u rdmnet-device
    5573 tu sdmmp
    5574 t lsi-bobcat
    5575 t ora-oap
    5579 t fdtracks
    5580 tu tmosms0
    5581 tu tmosms1
    5582 tu fac-restore
    5583 tu tmo-icon-sync
    5584 tu bis-web
    5585 tu bis-sync
    5586 t att-mt-sms
    5597 tu ininmessaging
    5598 tu mctfeed
    5599 tu esinstall
    5600 tu esmmanager
    5601 t kibana
    5601 u esmagent
    5602 tu a1-msc
    5603 tu a1-bs
    5604 tu a3-sdunode
    5605 tu a4-sdunode
    5618 t efr
    5627 tu ninaf
    5628 tu htrust
    5629 tu symantec-sfdb
    5630 tu precise-comm
    5631 tu pcanywheredata
    5632 tu pcanywherestat
    5633 tu beorl
    5634 tu xprtld
    5635 t sfmsso
    5636 t sfm-db-server
    5637 t cssc
    5638 t flcrs
    5639 t ics
    5646 t vfmobile
    5665 t icinga2
    5666 t nrpe
    5667 t nsca
    5670 t filemq
    5670 u zre-disc
    5671 tu amqps
    5672 tus amqp
    5673 tu jms
    5674 tu hyperscsi-port
    5675 tus v5ua
    5676 tu raadmin
    5677 tu questdb2-lnchr
    5678 t n8n
    5678 u mndp
    5679 tu dccm
    5680 t canna
    5680 u auriga-router
    5681 tu ncxcp
    5682 u brightcore
    5683 tu coap
    5684 tu coaps
    5687 u gog-multiplayer
    5688 tu ggz
    5689 tu qmvideo
    5693 t rbsystem
    5696 t kmip
    5700 t supportassist
    5701 t hazelcast
    5705 t storageos
    5713 tu proshareaudio
    5714 tu prosharevideo
    5715 tu prosharedata
    5716 tu prosharerequest
    5717 tu prosharenotify
    5718 tu dpm
    5719 tu dpm-agent
    5720 tu ms-licensing
    5721 tu dtpt
    5722 tu msdfsr
    5723 tu omhs
    5724 tu omsdk
    5725 t ms-ilm
    5726 t ms-ilm-sts
    5727 t asgenf
    5728 t io-dist-data
    5728 u io-dist-group
    5729 tu openmail
    5730 tu unieng
    5741 tu ida-discover1
    5742 tu ida-discover2
    5743 tu watchdoc-pod
    5744 tu watchdoc
    5745 tu fcopy-server
    5746 tu fcopys-server
    5747 tu tunatic
    5748 tu tunalyzer
    5750 tu rscd
    5755 tu openmailg
    5757 tu x500ms
    5766 tu openmailns
    5767 tu s-openmail
    5768 tu openmailpxy
    5769 tu spramsca
    5770 tu spramsd
    5771 tu netagent
    5777 tu starfield-io
    5780 t vts-rpc
    5781 tu 3par-evts
    5782 tu 3par-mgmt
    5783 tu 3par-mgmt-ssl
    5784 u ibar
    5785 tu 3par-rcopy
    5786 u cisco-redu
    5787 u waascluster
    5793 tu xtreamx
    5794 u spdp
    5798 t enlabel-dpl
    5800 t vnc-http
    5813 tu icmpd
    5814 tu spt-automation
    5820 t autopassdaemon
    5841 t shiprush-d-ch
    5842 t reversion
    5859 tu wherehoo
    5863 tu ppsuitemsg
    5868 ts diameters
    5883 t jute
    5900 t vnc
    5900 u rfb
    5901 t vnc
    5902 t vnc
    5903 t vnc
    5903 us ff-ice
    5904 t vnc
    5904 us ag-swim
    5905 t vnc
    5905 us asmgcs
    5906 t vnc
    5906 us rpas-c2
    5907 t vnc
    5907 us dsd
    5908 t vnc
    5908 us ipsma
    5909 t vnc
    5909 us agma
    5910 t vnc
    5910 u ats-atn
    5910 s cm
    5911 tu ats-acars
    5911 s cpdlc
    5912 tu ais-met
    5912 s fis
    5913 tu aoc-acars
    5913 s ads-c
    5914 tus ipsdtls
    5938 tu teamviewer
    5963 tu indy
    5968 tu mppolicy-v5
    5969 tu mppolicy-mgr
    5984 tu couchdb
    5985 tu wsman
    5986 tu wsmans
    5987 tu wbem-rmi
    5988 tu wbem-http
    5989 tu wbem-https
    5990 tu wbem-exp-https
    5991 tu nuxsl
    5992 tu consul-insight
    5993 t cim-rs
    5994 t rms-agent
    5999 tu cvsup
    6000 tu x11
    6001 tu x11
    6002 tu x11
    6003 tu x11
    6004 tu x11
    6005 tu x11
    6006 t tensorboard
    6006 u x11
    6007 tu x11
    6008 tu x11
    6009 tu x11
    6010 tu x11
    6011 tu x11
    6012 tu x11
    6013 tu x11
    6014 tu x11
    6015 tu x11
    6016 tu x11
    6017 tu x11
    6018 tu x11
    6019 tu x11
    6020 tu x11
    6021 tu x11
    6022 tu x11
    6023 tu x11
    6024 tu x11
    6025 tu x11
    6026 tu x11
    6027 tu x11
    6028 tu x11
    6029 tu x11
    6030 tu x11
    6031 tu x11
    6032 t proxysql-admin
    6032 u x11
    6033 t proxysql
    6033 u x11
    6034 tu x11
    6035 tu x11
    6036 tu x11
    6037 tu x11
    6038 tu x11
    6039 tu x11
    6040 tu x11
    6041 tu x11
    6042 tu x11
    6043 tu x11
    6044 tu x11
    6045 tu x11
    6046 tu x11
    6047 tu x11
    6048 tu x11
    6049 tu x11
    6050 tu x11
    6051 tu x11
    6052 tu x11
    6053 t esphome
    6053 u x11
    6054 tu x11
    6055 tu x11
    6056 tu x11
    6057 tu x11
    6058 tu x11
    6059 tu x11
    6060 t pprof
    6060 u x11
    6061 tu x11
    6062 tu x11
    6063 tu x11
    6064 tu ndl-ahp-svc
    6065 tu winpharaoh
    6066 t spark-rest
    6066 u ewctsp
    6068 t gsmp-ancp
    6069 tu trip
    6070 tu messageasap
    6071 tu ssdtp
    6072 tu diagnose-proc
    6073 tu directplay8
    6074 tu max
    6075 t dpm-acm
    6076 t msft-dpm-cert
    6077 t iconstructsrv
    6080 t novnc
    6080 u gue
    6081 t varnish
    6081 u geneve
    6082 t varnish-cli
    6082 u p25cai
    6083 u miami-bcast
    6084 t reload-config
    6085 tu konspire2b
    6086 tu pdtp
    6087 tu ldss
    6088 t doglms
    6088 u doglms-notify
    6099 t raxa-mgmt
    6100 tu synchronet-db
    6101 tu synchronet-rtc
    6102 tu synchronet-upd
    6103 tu rets
    6104 tu dbdb
    6105 tu primaserver
    6106 tu mpsserver
    6107 tu etc-control
    6108 tu sercomm-scadmin
    6109 tu globecast-id
    6110 tu softcm
    6111 tu spc
    6112 tu dtspcd
    6113 t dayliteserver
    6114 t wrspice
    6115 t xic
    6116 t xtlserv
    6117 t daylitetouch
    6118 u tipc
    6121 t spdy
    6122 tu bex-webadmin
    6123 t flink-rpc
    6123 u backup-express
    6124 tu pnbs
    6130 t damewaremobgtwy
    6133 tu nbt-wol
    6140 tu pulsonixnls
    6141 tu meta-corp
    6142 tu aspentec-lm
    6143 tu watershed-lm
    6144 tu statsci1-lm
    6145 tu statsci2-lm
    6146 tu lonewolf-lm
    6147 tu montage-lm
    6148 tu ricardo-lm
    6149 tu tal-pod
    6159 t efb-aci
    6160 t ecmp
    6160 u ecmp-data
    6161 tu patrol-ism
    6162 tu patrol-coll
    6163 tu pscribe
    6200 tu lm-x
    6201 u thermo-calc
    6209 tu qmtps
    6222 t nats-cluster
    6222 u radmind
    6241 t jeol-nsdtp-1
    6241 u jeol-nsddp-1
    6242 t jeol-nsdtp-2
    6242 u jeol-nsddp-2
    6243 t jeol-nsdtp-3
    6243 u jeol-nsddp-3
    6244 t jeol-nsdtp-4
    6244 u jeol-nsddp-4
    6251 tu tl1-raw-ssl
    6252 tu tl1-ssh
    6253 tu crip
    6267 t gld
    6268 tu grid
    6269 tu grid-alt
    6274 t mcp-inspector
    6300 tu bmc-grx
    6301 tu bmc-ctd-ldap
    6306 tu ufmp
    6315 t scup
    6315 u scup-disc
    6316 tu abb-escp
    6317 t nav-data-cmd
    6317 u nav-data
    6318 t iona-data
    6320 tu repsvc
    6321 tu emp-server1
    6322 tu emp-server2
    6324 t hrd-ncs
    6324 u hrd-ns-disc
    6325 t dt-mgmtsvc
    6326 t dt-vra
    6333 t qdrant
    6334 t qdrant-grpc
    6343 tu sflow
    6344 t streletz
    6346 tu gnutella-svc
    6347 tu gnutella-rtr
    6350 tu adap
    6355 tu pmcs
    6360 tu metaedit-mu
    6363 u ndn
    6370 tu metaedit-se
    6379 t redis
    6380 t redis-alt
    6382 tu metatude-mds
    6385 t ironic
    6389 tu clariion-evr01
    6390 tu metaedit-ws
    6417 tu faxcomservice
    6418 t syserverremote
    6419 t svdrp
    6419 u svdrp-disc
    6420 tu nim-vdrshell
    6421 tu nim-wan
    6432 t pgbouncer
    6440 t heliosd
    6442 t tarp
    6443 t kube-apiserver
    6443 u sun-sr-https
    6444 tu sge-qmaster
    6445 tu sge-execd
    6446 tu mysql-proxy
    6455 tu skip-cert-recv
    6456 tu skip-cert-send
    6464 tu ieee11073-20701
    6471 tu lvision-lm
    6480 tu sun-sr-http
    6481 tu servicetags
    6482 tu ldoms-mgmt
    6483 tu sunvts-rmi
    6484 tu sun-sr-jms
    6485 tu sun-sr-iiop
    6486 tu sun-sr-iiops
    6487 tu sun-sr-iiop-aut
    6488 tu sun-sr-jmx
    6489 tu sun-sr-admin
    6500 tu boks
    6501 tu boks-servc
    6502 tu boks-servm
    6503 tu boks-clntd
    6505 tu badm-priv
    6506 tu badm-pub
    6507 tu bdir-priv
    6508 tu bdir-pub
    6509 tu mgcs-mfp-port
    6510 tu mcer-port
    6511 u dccp-udp
    6513 t netconf-tls
    6514 tud syslog-tls
    6515 tu elipse-rec
    6543 t mythtv
    6543 u lds-distrib
    6544 t mythtv-http
    6544 u lds-dump
    6547 tu apc-6547
    6548 tu apc-6548
    6549 tu apc-6549
    6550 tu fg-sysupdate
    6551 tu sum
    6556 t checkmk-agent
    6558 tu xdsxdm
    6566 tu sane-port
    6568 t canit-store
    6568 u rp-reputation
    6579 tu affiliate
    6580 tu parsec-master
    6581 tu parsec-peer
    6582 tu parsec-game
    6583 tu joajewelsuite
    6600 t mpd
    6601 t mstmg-sstp
    6602 t wsscomfrmwk
    6610 tu bencher
    6619 tu odette-ftps
    6620 tu kftp-data
    6621 tu kftp
    6622 tu mcftp
    6623 tu ktelnet
    6624 t datascaler-db
    6625 t datascaler-ctl
    6626 tu wago-service
    6627 t storm-nimbus
    6627 u nexgen
    6628 tu afesc-mc
    6629 tu nexgen-aux
    6632 t mxodbc-connect
    6633 u cisco-vpath-tun
    6634 u mpls-pm
    6635 u mpls-udp
    6636 u mpls-udp-dtls
    6640 t ovsdb
    6641 t ovn-nb
    6642 t ovn-sb
    6650 t pulsar
    6651 t pulsar-tls
    6653 tu openflow
    6655 t pcs-sf-ui-man
    6656 t emgmsg
    6657 u palcom-disc
    6665 t ircd
    6666 t ircd
    6667 t ircd
    6668 t ircd
    6669 t ircd
    6670 tu vocaltec-gold
    6671 tu p4p-portal
    6672 tu vision-server
    6673 tu vision-elmd
    6678 t vfbp
    6678 u vfbp-disc
    6679 tu osaut
    6680 t mopidy
    6687 t clever-ctrace
    6688 t clever-tcpip
    6689 tu tsa
    6690 t cleverdetect
    6696 u babel
    6697 t ircs-u
    6699 u babel-dtls
    6701 tu kti-icad-srvr
    6702 tu e-design-net
    6703 tu e-design-web
    6704 s frc-hp
    6705 s frc-mp
    6706 s frc-lp
    6714 tu ibprotocol
    6715 tu fibotrader-com
    6716 t princity-agent
    6767 t bazarr
    6767 u bmc-perf-agent
    6768 tu bmc-perf-mgrd
    6769 tu adi-gxp-srvprt
    6770 tu plysrv-http
    6771 t plysrv-https
    6771 u bt-lsd
    6777 t ntz-tracker
    6778 t ntz-p2p-storage
    6783 tu weave
    6784 u bfd-lag
    6785 tu dgpf-exchg
    6786 tu smc-jmx
    6787 tu smc-admin
    6788 tu smc-http
    6789 t ceph-mon
    6790 tu hnmp
    6791 tu hnm
    6800 t ceph-osd
    6801 t ceph-osd
    6801 u acnet
    6802 t ceph-osd
    6803 t ceph-osd
    6817 t slurmctld
    6818 t slurmd
    6819 t slurmdbd
    6831 t ambit-lm
    6831 u jaeger-agent
    6832 u jaeger-agent
    6841 tu netmo-default
    6842 tu netmo-http
    6850 tu iccrushmore
    6868 t acctopus-cc
    6868 u acctopus-st
    6881 tu bittorrent
    6882 tu bittorrent
    6883 tu bittorrent
    6884 tu bittorrent
    6885 tu bittorrent
    6886 tu bittorrent
    6887 tu bittorrent
    6888 tu bittorrent
    6889 tu bittorrent
    6900 t rtimeviewer
    6901 t jetstream
    6924 tu split-ping
    6935 tu ethoscan
    6936 tu xsmsvc
    6946 tu bioserver
    6951 tu otlp
    6961 tu jmact3
    6962 tu jmevt2
    6963 tu swismgr1
    6964 tu swismgr2
    6965 tu swistrap
    6966 tu swispol
    6969 tu bt-tracker
    6970 t conductor
    6970 s conductor-mpx
    6980 u qolyester
    6997 tu mobilitysrv
    6998 tu iatp-highpri
    6999 tu iatp-normalpri
    7000 t cassandra-node
    7000 u afs3-fileserver
    7001 t weblogic
    7001 u afs3-callback
    7002 t weblogic-tls
    7002 u afs3-prserver
    7003 tu afs3-vlserver
    7004 tu afs3-kaserver
    7005 tu afs3-volser
    7006 tu afs3-errors
    7007 tu afs3-bos
    7008 tu afs3-update
    7009 tu afs3-rmtsys
    7010 tu ups-onlinet
    7011 tu talon-disc
    7012 tu talon-engine
    7013 tu microtalon-dis
    7014 tu microtalon-com
    7015 tu talon-webserver
    7016 tu spg
    7017 tu grasp
    7018 t fisa-svc
    7019 t doceri-ctl
    7019 u doceri-view
    7020 tu dpserve
    7021 tu dpserveadmin
    7022 tu ctdp
    7023 tu ct2nmcs
    7024 tu vmsvc
    7025 tu vmsvc-2
    7026 t loreji-panel
    7030 tu op-probe
    7031 t iposplanet
    7040 u quest-disc
    7051 t kudu-master
    7070 t anydesk
    7070 u arcp
    7071 tu iwg1
    7072 t iba-cfg
    7072 u iba-cfg-disc
    7073 t martalk
    7077 t spark-master
    7080 tu empowerid
    7088 u zixi-transport
    7095 u jdp-disc
    7099 tu lazy-ptop
    7100 tu font-service
    7101 tu elcn
    7107 u aes-x170
    7117 t rothaga
    7121 tu virprot-lm
    7123 tu snif
    7125 t moonraker
    7128 tu scenidm
    7129 tu scenccs
    7161 tu cabsm-comm
    7162 tu caistoragemgr
    7163 tu cacsambroker
    7164 tu fsr
    7165 tu doc-server
    7166 tu aruba-server
    7167 t casrmagent
    7168 t cnckadserver
    7169 tu ccag-pib
    7170 tu nsrp
    7171 tu drm-production
    7172 t metalbend
    7173 t zsecure
    7174 tu clutild
    7181 u janus-disc
    7199 t cassandra-jmx
    7200 tu fodms
    7201 tu dlip
    7202 t pon-ictp
    7215 t ps-server
    7216 t ps-capture-pro
    7227 tu ramp
    7228 t citrixupp
    7229 t citrixuppg
    7233 t temporal
    7234 t asa-gateways
    7235 u aspcoordination
    7236 t display
    7237 t pads
    7244 t frc-hicp
    7244 u frc-hicp-disc
    7262 tu cnap
    7272 tu watchme-7272
    7273 tu oma-rlp
    7274 tu oma-rlp-s
    7275 tu oma-ulp
    7276 tu oma-ilp
    7277 tu oma-ilp-s
    7278 tu oma-dcdocbs
    7279 tu ctxlic
    7280 t quickwit
    7280 u itactionserver1
    7281 tu itactionserver2
    7282 t mzca-action
    7282 u mzca-alert
    7283 t genstat
    7359 u jellyfin-disc
    7365 tu lcm-server
    7391 tu mindfilesys
    7392 tu mrssrendezvous
    7393 tu nfoldman
    7394 tu fse
    7395 tu winqedit
    7397 tu hexarc
    7400 tu rtps-discovery
    7401 tu rtps-dd-ut
    7402 tu rtps-dd-mt
    7410 tu ionixnetmon
    7411 tu daqstream
    7420 u ipluminary
    7421 tu mtportmon
    7422 t nats-leaf
    7426 tu pmdmgr
    7427 tu oveadmgr
    7428 tu ovladmgr
    7429 tu opi-sock
    7430 tu xmpv7
    7431 tu pmd
    7437 tu faximum
    7443 tu oracleas-https
    7471 t sttunnel
    7473 tu rise
    7474 t neo4j
    7478 t openit
    7480 t ceph-rgw
    7491 tu telops-lmd
    7500 tu silhouette
    7501 tu ovbus
    7508 t adcp
    7509 t acplt
    7510 tu ovhpas
    7511 tu pafec-lm
    7542 tu saratoga
    7543 tu atul
    7544 tu nta-ds
    7545 tu nta-us
    7546 tu cfs
    7547 tu cwmp
    7548 tu tidp
    7549 tu nls-tl
    7550 u cloudsignaling
    7551 t controlone-con
    7560 tu sncp
    7563 t cfw
    7566 tu vsi-omega
    7569 t dell-eql-asm
    7570 tu aries-kfinder
    7574 t coherence
    7574 u coherence-disc
    7575 t wtmi-panel
    7588 tu sun-lm
    7606 tu mipi-debug
    7624 tu indi
    7626 ts simco
    7627 tu soap-http
    7628 tu zen-pawn
    7629 tu xdas
    7630 t hawk
    7631 t tesla-sys-msg
    7633 tu pmdfmgt
    7648 tu cuseeme
    7663 tu rome
    7668 t authoritygate
    7672 t imqstomp
    7673 t imqstomps
    7674 tu imqtunnels
    7675 tu imqtunnel
    7676 tu imqbrokerd
    7677 tu sun-user-https
    7680 tu ms-do
    7681 t ttyd
    7683 t dmt
    7687 t bolt
    7689 tu collaber
    7690 t sovd
    7697 tu klio
    7700 t meilisearch
    7701 s nfapi
    7707 tu sync-em7
    7708 tu scinet
    7720 tu medimageportal
    7724 tu nsdeepfreezectl
    7725 tu nitrogen
    7726 tu freezexservice
    7727 tu trident-data
    7728 tus osvr
    7734 tu smip
    7738 tu aiagent
    7741 tu scriptview
    7742 t msss
    7743 tu sstp-1
    7744 tu raqmon-pdu
    7747 tu prgp
    7775 t inetfs
    7777 t terraria
    7777 u unreal
    7778 tu interwise
    7779 tu vstat
    7781 tu accu-lmgr
    7784 u s-bfd
    7786 tu minivend
    7787 tu popup-reminders
    7788 t drbd
    7789 t drbd
    7789 u office-tools
    7794 tu q3ade
    7797 tu pnet-conn
    7798 tu pnet-enc
    7799 tu altbsdp
    7800 tu asr
    7801 tu ssp-client
    7802 u vns-tp
    7810 tu rbt-wanopt
    7844 tu cloudflared
    7845 tu apc-7845
    7846 tu apc-7846
    7847 t csoauth
    7860 t gradio
    7869 t mobileanalyzer
    7870 t rbt-smc
    7871 t mdm
    7872 u mipv6tls
    7878 t radarr
    7880 tu pss
    7887 tu ubroker
    7890 t clash
    7900 tu mevent
    7901 tu tnos-sp
    7902 tu tnos-dp
    7903 tu tnos-dps
    7913 tu qo-secure
    7932 tu t2-drm
    7933 tu t2-brm
    7946 tu docker-gossip
    7962 tu generalsync
    7967 tu supercell
    7979 tu micromuse-ncps
    7980 tu quest-vista
    7981 t sossd-collect
    7982 t sossd-agent
    7982 u sossd-disc
    7990 t bitbucket
    7997 t pushns
    7998 u usicontentpush
    7999 t bitbucket-ssh
    7999 u irdmi2
    8000 t http-dev
    8000 u irdmi
    8001 t kubectl-proxy
    8001 u vcom-tunnel
    8002 tu teradataordbms
    8003 tu mcreport
    8004 t p2pevolvenet
    8005 t tomcat-shutdown
    8005 u mxi
    8006 t proxmox
    8006 u wpl-disc
    8007 t proxmox-backup
    8007 u warppipe
    8008 tu http-alt
    8009 t ajp13
    8010 t buildbot
    8015 t cfg-cloud
    8016 t ads-s
    8017 u cisco-cloudsec
    8019 tu qbdb
    8020 t hdfs
    8020 u intu-ec-svcdisc
    8021 t freeswitch-esl
    8021 u intu-ec-client
    8022 tu oa-system
    8023 tu arca-api
    8025 t mailpit-web
    8025 u ca-audit-da
    8026 tu ca-audit-ds
    8027 tu papachi-p2p-srv
    8032 t yarn
    8032 u pro-ed
    8033 tu mindprint
    8034 tu vantronix-mgmt
    8040 tu ampify
    8041 tu enguity-xccetp
    8042 t yarn-nm
    8043 t fs-server
    8044 t fs-mgmt
    8051 t rocrail
    8052 tu senomix01
    8053 tu senomix02
    8054 tu senomix03
    8055 t directus
    8055 u senomix04
    8056 tu senomix05
    8057 tu senomix06
    8058 tu senomix07
    8059 tu senomix08
    8060 u aero
    8061 t nikatron-dev
    8065 t mattermost
    8066 t toad-bi-appsrvr
    8067 t infi-async
    8070 t ucs-isc
    8074 tu gadugadu
    8080 tu http-alt
    8081 t http-alt
    8081 u sunproxyadmin
    8082 t http-alt
    8082 u us-cli
    8083 t kafka-connect
    8083 u us-srv
    8084 t websnp
    8085 t bamboo
    8086 t influxdb
    8086 u d-s-n
    8087 t riak
    8087 u simplifymedia
    8088 t http-alt
    8088 u radan-http
    8089 t splunkd
    8090 t confluence
    8091 t couchbase
    8092 t couchbase-views
    8093 t couchbase-query
    8094 t couchbase-fts
    8096 t jellyfin
    8097 tu sac
    8098 t riak-http
    8100 tu xprint-server
    8101 t ldoms-migr
    8102 t kz-migr
    8108 t typesense
    8111 t teamcity
    8111 u skynetflow
    8112 t deluge-web
    8115 tu mtl8000-matrix
    8116 tu cp-cluster
    8117 t purityrpc
    8118 tu privoxy
    8121 tu apollo-data
    8122 tu apollo-admin
    8123 t clickhouse-http
    8125 u statsd
    8126 t datadog-apm
    8128 tu paycash-online
    8129 tu paycash-wbp
    8130 tu indigo-vrmi
    8131 tu indigo-vbcp
    8132 tu dbabble
    8140 t puppet
    8148 tu isdd
    8149 u eor-game
    8153 t gocd
    8154 t gocd-tls
    8160 tu patrol
    8161 t activemq-web
    8161 u patrol-snmp
    8162 t lpar2rrd
    8181 t tautulli
    8182 tu vmware-fdm
    8183 t proremote
    8184 tu itach
    8188 t comfyui
    8190 t gcp-rphy
    8191 t limnerpressure
    8192 tu spytechphone
    8194 tu blp1
    8195 tu blp2
    8199 tu vvr-data
    8200 t vault
    8200 u trivnet1
    8201 t vault-cluster
    8201 u trivnet2
    8202 u aesop
    8204 tu lm-perfworks
    8205 tu lm-instmgr
    8206 tu lm-dta
    8207 tu lm-sserver
    8208 tu lm-webwatcher
    8211 u aruba-papi
    8222 t nats-monitor
    8230 tu rexecj
    8231 u hncp-udp-port
    8232 u hncp-dtls-port
    8233 t temporal-ui
    8243 tu synapse-nhttps
    8265 t ray-dashboard
    8266 u espeasy-p2p
    8270 t robot-remote
    8276 tu ms-mcc
    8280 tu synapse-nhttp
    8282 t libelle
    8282 u libelle-disc
    8291 t winbox
    8292 tu blp3
    8293 t hiperscan-id
    8294 tu blp4
    8300 t consul-rpc
    8300 u tmi
    8301 tu consul-serf-lan
    8302 tu consul-serf-wan
    8313 t hub-open-net
    8320 tu tnp-discover
    8321 tu tnp
    8322 tu garmin-marine
    8332 t bitcoin-rpc
    8333 t bitcoin
    8351 tu server-find
    8376 tu cruise-enum
    8377 tu cruise-swroute
    8378 tu cruise-config
    8379 tu cruise-diags
    8380 tu cruise-update
    8383 tu m2mservices
    8384 t syncthing-gui
    8384 u marathontp
    8388 tu shadowsocks
    8400 tu cvd
    8401 tu sabarsd
    8402 tu abarsd
    8403 tu admind
    8404 t haproxy-stats
    8405 t svbackup
    8415 t dlpx-sp
    8416 tu espeech
    8417 tu espeech-rtp
    8423 t aritts
    8428 t victoriametrics
    8429 t vmagent
    8432 t pgbackrest
    8433 u aws-as2
    8442 tu cybro-a-bus
    8443 t https-alt
    8443 u pcsync-https
    8444 tu pcsync-http
    8445 t copy
    8445 u copy-disc
    8448 t matrix-fed
    8450 tu npmp
    8457 t nexentamv
    8470 t cisco-avp
    8471 ts pim-port
    8472 t otv
    8472 u vxlan
    8473 tu vp2p
    8474 tu noteshare
    8500 t consul
    8500 u fmtp
    8501 t streamlit
    8501 u cmtp-av
    8502 t consul-grpc
    8503 t consul-grpc-tls
    8503 u lsp-self-ping
    8529 t arangodb
    8545 t ethereum-rpc
    8546 t ethereum-ws
    8551 t ethereum-engine
    8554 tu rtsp-alt
    8555 tu d-fence
    8567 tu dof-tunnel
    8581 t homebridge
    8600 tu consul-dns
    8609 u canon-cpp-disc
    8610 tu canon-mfnp
    8611 tu canon-bjnp1
    8612 tu canon-bjnp2
    8613 tu canon-bjnp3
    8614 tu canon-bjnp4
    8615 t imink
    8649 tu ganglia-gmond
    8651 t ganglia-gmetad
    8665 t monetra
    8666 t monetra-admin
    8668 t spartan
    8675 t msi-cps-rm
    8675 u msi-cps-rm-disc
    8686 t lidarr
    8686 u sun-as-jmxrmi
    8688 t openremote-ctrl
    8699 t vnyx
    8710 t semi-grpc
    8711 t nvc
    8728 t mikrotik-api
    8729 t mikrotik-apis
    8732 u dtp-net
    8733 tu ibus
    8750 t dey-keyneg
    8761 t eureka
    8763 tu mc-appserver
    8764 tu openqueue
    8765 tu ultraseek-http
    8766 tu amcs
    8767 t core-of-source
    8768 t sandpolis
    8769 t oktaauthenticat
    8770 tu dpap
    8774 t nova-api
    8775 t nova-metadata
    8776 t cinder
    8778 t placement
    8786 t dask-scheduler
    8786 u msgclnt
    8787 t rstudio
    8787 u msgsrvr
    8793 tu acd-pm
    8800 tu sunwebadmin
    8801 u zoom
    8804 tu truecm
    8805 u pfcp
    8807 u hes-clip
    8808 u ssports-bcast
    8809 u 3gpp-monp
    8812 t questdb
    8834 t nessus-web
    8848 t nacos
    8873 tu dxspider
    8880 tu cddbp-alt
    8881 t galaxy4d
    8883 tu secure-mqtt
    8888 t jupyter
    8888 u ddi-udp-1
    8889 t ddi-tcp-2
    8889 u ddi-udp-2
    8890 t ddi-tcp-3
    8890 u ddi-udp-3
    8891 t opendkim
    8891 u ddi-udp-4
    8892 t ddi-tcp-5
    8892 u ddi-udp-5
    8893 t opendmarc
    8893 u ddi-udp-6
    8894 t ddi-tcp-7
    8894 u ddi-udp-7
    8899 t solana-rpc
    8899 u ospf-lite
    8900 tu jmb-cds1
    8901 tu jmb-cds2
    8908 t dpp
    8910 tu manyone-http
    8911 tu manyone-xml
    8912 tu wcbackup
    8913 tu dragonfly
    8920 t jellyfin-tls
    8937 t twds
    8953 t ub-dns-control
    8954 tu cumulus-admin
    8971 t frigate
    8980 tu nod-provider
    8981 u nod-client
    8983 t solr
    8989 t sonarr
    8989 u sunwebadmins
    8990 tu http-wmap
    8991 tu https-wmap
    8997 t oracle-ms-ens
    8998 t livy
    8999 tu bctp
    9000 t minio
    9000 u cslistener
    9001 t minio-console
    9001 u etlservicemgr
    9002 tu dynamid
    9003 t xdebug
    9005 t golem
    9007 u ogs-client
    9008 t ogs-server
    9009 t clickhouse-repl
    9009 u pichat
    9010 t sdr
    9011 u d-star
    9020 tu tambora
    9021 tu panagolin-ident
    9022 tu paragent
    9023 tu swa-1
    9024 tu swa-2
    9025 tu swa-3
    9026 tu swa-4
    9030 t tor-dir
    9040 t tor-trans
    9042 t cassandra
    9043 t websphere-admin
    9050 t tor-socks
    9051 t tor-control
    9060 t websphere-admin
    9060 u cardweb-rt
    9080 t http-alt
    9080 u glrpc
    9081 u cisco-aqos
    9082 s lcs-ap
    9083 t hive-metastore
    9084 tus aurora
    9085 tu ibm-rsyscon
    9086 tu net2display
    9087 tu classic
    9088 tu sqlexec
    9089 tu sqlexec-ssl
    9090 t prometheus
    9090 u websm
    9091 t pushgateway
    9091 u xmltec-xmlmail
    9092 t kafka
    9092 u xmlipcregsvc
    9093 t alertmanager
    9094 tu alertmgr-gossip
    9098 t xinetd
    9100 t node-exporter
    9100 u hp-pdl-datastr
    9101 tu bacula-dir
    9102 tu bacula-fd
    9103 tu bacula-sd
    9104 t mysqld-exporter
    9104 u peerwire
    9105 tu xadmin
    9106 t astergate
    9106 u astergate-disc
    9107 t astergatefax
    9111 tu hexxorecore
    9113 t nginx-exporter
    9114 t es-exporter
    9115 t blackbox-exp
    9116 t snmp-exporter
    9117 t apache-exporter
    9119 tu mxit
    9121 t redis-exporter
    9122 t grcmp
    9123 t grcp
    9131 tu dddp
    9142 t cassandra-tls
    9150 t tor-browser
    9153 t coredns-metrics
    9160 t cassandra-rpc
    9160 u apani1
    9161 tu apani2
    9162 tu apani3
    9163 tu apani4
    9164 tu apani5
    9180 t scylla-prom
    9182 t windows-exp
    9183 tu sirius-agent
    9187 t pg-exporter
    9191 tu sun-as-jpda
    9200 t elasticsearch
    9200 u wap-wsp
    9201 tu wap-wsp-wtp
    9202 tu wap-wsp-s
    9203 tu wap-wsp-wtp-s
    9204 tu wap-vcard
    9205 tu wap-vcal
    9206 tu wap-vcard-s
    9207 tu wap-vcal-s
    9208 tu rjcdb-vcards
    9209 tu almobile-system
    9210 tu oma-mlp
    9211 tu oma-mlp-s
    9212 tu serverviewdbms
    9213 tu serverstart
    9214 tu ipdcesgbs
    9215 tu insis
    9216 t mongodb-exp
    9216 u acme
    9217 tu fsc-port
    9222 t chrome-devtools
    9222 u teamcoherence
    9229 t node-inspect
    9255 tu mon
    9256 t process-exp
    9273 t telegraf-prom
    9277 u traingpsdata
    9278 tu pegasus
    9279 tu pegasus-ctl
    9280 tu pgps
    9281 tu swtp-port1
    9282 tu swtp-port2
    9283 t ceph-prom
    9283 u callwaveiam
    9284 tu visd
    9285 tu n2h2server
    9286 u n2receive
    9287 tu cumulus
    9290 t ipmi-exporter
    9292 t glance
    9292 u armtechdaemon
    9293 tu storview
    9294 tu armcenterhttp
    9295 tu armcenterhttps
    9300 t es-transport
    9300 u vrace
    9306 t sphinxql
    9308 t kafka-exporter
    9310 t sapms
    9312 t sphinxapi
    9318 tu secure-ts
    9321 tu guibase
    9323 t docker-metrics
    9324 t elasticmq
    9333 t seaweedfs
    9339 t gnmi-gnoi
    9340 t gribi
    9343 tu mpidcmgr
    9344 tu mphlpdmc
    9345 t rancher
    9346 tu ctechlicensing
    9363 t clickhouse-prom
    9374 tu fjdmimgr
    9380 tu boxp
    9387 t d2dconfig
    9388 t d2ddatatrans
    9389 t adws
    9390 t otp
    9392 t veeam
    9396 tu fjinvmgr
    9397 tu mpidcagt
    9400 t dcgm-exporter
    9400 u sec-t4net-srv
    9401 tu sec-t4net-clt
    9402 tu sec-pc2fax-srv
    9411 t zipkin
    9418 tu git
    9419 t rabbitmq-exp
    9428 t victorialogs
    9440 t clickhouse-tls
    9443 t https-alt
    9443 u tungsten-https
    9444 tu wso2esb-console
    9445 t mindarray-ca
    9450 tu sntlkeyssrvr
    9500 tu ismserver
    9522 u sma-spw
    9535 tu mngsuite
    9536 tu laes-bf
    9555 tu trispen-sra
    9558 t systemd-exp
    9559 t p4runtime
    9592 tu ldgateway
    9593 tu cba8
    9594 tu msgsys
    9595 tu pds
    9596 tu mercury-disc
    9597 tu pd-admin
    9598 tu vscp
    9599 tu robix
    9600 t logstash-api
    9600 u micromuse-ncpw
    9612 tu streamcomm-ds
    9614 t iadt-tls
    9616 t erunbook-agent
    9617 t erunbook-server
    9618 tu condor
    9628 tu odbcpathway
    9629 tu uniport
    9630 t peoctlr
    9631 t peocoll
    9632 u mc-comm
    9633 t smartctl-exp
    9640 t pqsflows
    9666 t zoomcp
    9667 tu xmms2
    9668 tu tec5-sdctp
    9669 t nebulagraph
    9673 t zope
    9694 tu client-wakeup
    9695 tu ccnx
    9696 t neutron
    9700 tu board-roar
    9735 t lightning
    9747 tu l5nas-parchan
    9750 tu board-voip
    9753 tu rasadv
    9762 tu tungsten-http
    9777 u kodi
    9800 tu davsrc
    9801 tu sstp-2
    9802 tu davsrcs
    9848 t nacos-grpc
    9851 t tile38
    9864 t hdfs-dn-http
    9866 t hdfs-datanode
    9870 t hdfs-namenode
    9875 tu sapv1
    9876 t rocketmq-ns
    9877 t x510
    9878 u kca-service
    9888 tu cyborg-systems
    9889 tu gt-proxy
    9898 tu monkeycom
    9899 u sctp-tunneling
    9900 tus iua
    9901 t envoy-admin
    9901 u enrp
    9901 s enrp-sctp
    9902 s enrp-sctp-tls
    9903 u multicast-ping
    9909 tu domaintime
    9911 tu sype-transport
    9925 t xybrid-cloud
    9929 tu booth
    9950 tu apc-9950
    9951 tu apc-9951
    9952 tu apc-9952
    9953 tu acis
    9954 t hinp
    9955 t alljoyn-stm
    9955 u alljoyn-mcm
    9956 u alljoyn
    9966 tu odnsp
    9978 t xybrid-rt
    9979 t visweather
    9981 t tvheadend
    9982 t htsp
    9986 t kaostransport
    9987 t dsm-scm-target
    9987 u teamspeak
    9988 t nsesrvr
    9989 t buildbot-worker
    9990 t wildfly-admin
    9990 u osm-appsrvr
    9991 tu osm-oev
    9992 tu palace-1
    9993 tu zerotier
    9994 tu palace-3
    9995 t palace-4
    9995 u netflow
    9996 t palace-5
    9996 u netflow
    9997 t splunk-fwd
    9997 u palace-6
    9998 tu distinct32
    9999 tu distinct
    10000 t webmin
    10000 u jitsi-jvb
    10001 t ray-client
    10001 u ubnt-discovery
    10002 tu documentum
    10003 tu documentum-s
    10004 t emcrmirccd
    10005 t emcrmird
    10006 t netapp-sync
    10007 tu mvs-capacity
    10008 tu octopus
    10009 t lnd-grpc
    10009 u swdtp-sv
    10010 t rxapi
    10011 t teamspeak-query
    10020 t abb-hw
    10023 t postgrey
    10023 u cefd-vmp
    10024 t amavis
    10025 t amavis-return
    10050 tu zabbix-agent
    10051 tu zabbix-trapper
    10052 t zabbix-java
    10053 t zabbix-web
    10055 t qptlmd
    10080 tu amanda
    10081 t kamanda
    10081 u famdc
    10082 t amandaidx
    10083 t amidxtape
    10100 tu itap-ddtp
    10101 tu ezmeeting-2
    10102 tu ezproxy-2
    10103 tu ezrelay
    10104 tu swdtp
    10107 tu bctp-server
    10110 tu nmea-0183
    10111 u nmea-onenet
    10113 tu netiq-endpoint
    10114 tu netiq-qcheck
    10115 tu netiq-endpt
    10116 tu netiq-voipa
    10117 tu iqrm
    10125 t cimple
    10128 tu bmc-perf-sd
    10129 t bmc-gms
    10160 tu qb-db-server
    10161 t snmptls
    10161 u snmpdtls
    10162 t snmptls-trap
    10162 u snmpdtls-trap
    10200 tu trisoap
    10201 t rsms
    10201 u rscs
    10248 t kubelet-healthz
    10249 t kube-proxy
    10250 t kubelet
    10252 tu apollo-relay
    10253 u eapol-relay
    10254 t ingress-nginx
    10255 t kubelet-ro
    10256 t kube-proxy-hc
    10257 t kube-controller
    10259 t kube-scheduler
    10260 tu axis-wimp-port
    10261 t tile-ml
    10288 tu blocks
    10439 u bngsync
    10443 t cirrossp
    10500 u hip-nat-t
    10540 tu mos-lower
    10541 tu mos-upper
    10542 tu mos-aux
    10543 tu mos-soap
    10544 tu mos-soap-opt
    10548 t serverdocs
    10631 t printopia
    10800 t ignite
    10800 u gap
    10805 tu lpdg
    10809 t nbd
    10810 u nmc-disc
    10860 tu helix
    10880 tu bveapi
    10901 t thanos-grpc
    10902 t thanos-http
    10911 t rocketmq
    10933 t octopustentacle
    10990 tu rmiaux
    11000 tu irisa
    11001 tu metasys
    11095 tu weave
    11103 t origo-sync
    11104 t netapp-icmgmt
    11105 t netapp-icdata
    11106 tu sgi-lk
    11108 u myq-termlink
    11109 t sgi-dmfmgr
    11110 t sgi-soap
    11111 tu vce
    11112 tu dicom
    11161 tu suncacao-snmp
    11162 tu suncacao-jmxmp
    11163 tu suncacao-rmi
    11164 tu suncacao-csa
    11165 tu suncacao-websvc
    11171 u snss
    11172 t oemcacao-jmxmp
    11173 t t5-straton
    11174 t oemcacao-rmi
    11175 t oemcacao-websvc
    11201 tu smsqp
    11202 t dcsl-backup
    11207 t couchbase-kv-s
    11208 tu wifree
    11210 t couchbase-kv
    11211 tu memcache
    11222 t infinispan
    11235 ts xcompute
    11300 t beanstalkd
    11311 t ros-master
    11319 tu imip
    11320 tu imip-channels
    11321 tu arena-server
    11332 t rspamd-proxy
    11333 t rspamd
    11334 t rspamd-web
    11367 tu atm-uhas
    11371 tu hkp
    11430 u lsdp
    11434 t ollama
    11489 t asgcypresstcps
    11600 tu tempest-port
    11623 t emc-xsw-dconfig
    11720 tu h323callsigalt
    11723 tu emc-xsw-dcache
    11751 tu intrepid-ssl
    11796 t lanschool
    11796 u lanschool-mpt
    11800 t skywalking-grpc
    11876 tu xoraya
    11877 u x2e-disc
    11967 tu sysinfo-sp
    11971 t tibsd
    11997 s wmereceiving
    11998 s wmedistribution
    11999 s wmereporting
    12000 tu entextxid
    12001 tu entextnetwk
    12002 tu entexthigh
    12003 tu entextmed
    12004 tu entextlow
    12005 tu dbisamserver1
    12006 tu dbisamserver2
    12007 tu accuracer
    12008 tu accuracer-dbms
    12009 u ghvpn
    12010 t edbsrvr
    12012 tu vipera
    12013 tu vipera-ssl
    12109 tu rets-ssl
    12121 tu nupaper-ss
    12168 tu cawas
    12172 tu hivep
    12201 tu gelf
    12300 tu linogridengine
    12302 t rads
    12321 tu warehouse-sss
    12322 tu warehouse
    12345 t grafana-alloy
    12345 u italk
    12546 t carb-repl-ctrl
    12753 tu tsaf
    12800 t skywalking-http
    12865 t netperf
    13133 t otel-health
    13160 tu i-zipqd
    13216 tu bcslogc
    13217 tu rs-pias
    13218 t emc-vcas-tcp
    13218 u emc-vcas-udp
    13223 tu powwow-client
    13224 tu powwow-server
    13400 t doip-data
    13400 u doip-disc
    13720 tu bprd
    13721 tu bpdbm
    13722 tu bpjava-msvc
    13724 tu vnetd
    13782 tu bpcd
    13783 tu vopied
    13785 tu nbdb
    13786 tu nomdb
    13818 tu dsmcc-config
    13819 tu dsmcc-session
    13820 tu dsmcc-passthru
    13821 tu dsmcc-download
    13822 tu dsmcc-ccp
    13823 t bmdss
    13832 t a-trust-rpc
    13894 tu ucontrol
    13929 tu dta-systems
    13930 t medevolve
    14000 tu scotty-ft
    14001 tus sua
    14002 u scotty-disc
    14033 tu sage-best-com1
    14034 tu sage-best-com2
    14141 tu vcs-app
    14142 tu icpp
    14143 t icpps
    14145 tu gcm-app
    14149 tu vrts-tdd
    14150 t vcscmd
    14154 tu vad
    14250 t jaeger-grpc
    14250 u cps
    14268 t jaeger-http
    14414 tu ca-web-update
    14500 t xpra
    14936 tu hde-lcesrvr-1
    14937 tu hde-lcesrvr-2
    15000 t istio-admin
    15000 u hydap
    15001 t istio-outbound
    15002 t onep-tls
    15006 t istio-inbound
    15008 t istio-hbone
    15010 t istiod-xds
    15012 t istiod-tls
    15014 t istiod-metrics
    15017 t istiod-webhook
    15020 t istio-metrics
    15021 t istio-health
    15053 tu istio-dns
    15090 t envoy-prom
    15118 u v2g-secc
    15345 tu xpilot
    15363 tu 3link
    15555 tu cisco-snat
    15660 tu bex-xr
    15672 t rabbitmq-mgmt
    15674 t rabbitmq-wstomp
    15675 t rabbitmq-wmqtt
    15692 t rabbitmq-prom
    15740 tu ptp
    15998 u 2ping
    15999 t programmar
    16000 t hbase-master
    16001 t fmsascon
    16002 t gsms
    16003 u alfin
    16010 t hbase-web
    16020 t hbase-region
    16021 t jwpc-bin
    16161 tu sun-sea-port
    16162 t solaris-audit
    16261 u zomboid
    16309 tu etb4j
    16310 tu pduncs
    16311 tu pdefmns
    16360 tu netserialext1
    16361 tu netserialext2
    16367 tu netserialext3
    16368 tu netserialext4
    16379 t redis-cluster
    16384 tu connected
    16385 t rdgs
    16443 t microk8s
    16509 t libvirt
    16514 t libvirt-tls
    16619 t xoms
    16665 t axon-tunnel
    16666 u vtp
    16686 t jaeger
    16789 t cadsisvr
    16900 tu newbay-snc-mc
    16950 tu sgcip
    16991 tu intel-rci-mp
    16992 tu amt-soap-http
    16993 tu amt-soap-https
    16994 tu amt-redir-tcp
    16995 tu amt-redir-tls
    17001 u sgi-cmsd
    17002 u sgi-crsd
    17003 u sgi-gcd
    17004 t sgi-cad
    17007 tu isode-dua
    17010 t ncpu
    17184 t vestasdlp
    17185 tu soundsvirtual
    17219 tu chipper
    17220 tu avtp
    17221 tu avdecc
    17222 u cpsp
    17223 t isa100-gci
    17224 u trdp-pd
    17225 tu trdp-md
    17234 tu integrius-stp
    17235 tu ssh-mgmt
    17500 t db-lsp
    17500 u db-lsp-disc
    17555 t ailith
    17729 tu ea
    17754 tu zep
    17755 tu zigbee-ip
    17756 tu zigbee-ips
    17777 t sw-orion
    18000 tu biimenu
    18080 t spark-history
    18081 t monero-rpc
    18091 t couchbase-tls
    18104 t radpdf
    18136 t racf
    18181 tu opsec-cvp
    18182 tu opsec-ufp
    18183 tu opsec-sam
    18184 tu opsec-lea
    18185 tu opsec-omi
    18186 tu ohsc
    18187 tu opsec-ela
    18241 tu checkpoint-rtm
    18242 t iclid
    18243 t clusterxl
    18262 tu gv-pf
    18332 t bitcoin-testrpc
    18333 t bitcoin-testnet
    18463 tu ac-cluster
    18516 u heythings
    18634 tu rds-ib
    18635 tu rds-ip
    18668 t vdmmesh
    18668 u vdmmesh-disc
    18769 tu ique
    18881 tu infotos
    18888 tu apc-necmp
    19000 tu igrid
    19007 tu scintilla
    19020 t j-link
    19042 t scylla-shard
    19132 u minecraft-be
    19191 tu opsec-uaa
    19194 tu ua-secureagent
    19220 t cora
    19220 u cora-disc
    19283 tu keysrvr
    19302 tu stun-google
    19315 tu keyshadow
    19398 tu mtrgtrans
    19410 tu hp-sco
    19411 tu hp-sca
    19412 tu hp-sessmon
    19530 t milvus
    19539 tu fxuptp
    19540 tu sxuptp
    19541 tu jcp
    19788 u mle
    19790 t faircom-db
    19888 t mr-history
    19998 t iec-104-sec
    19999 t netdata
    19999 us dnp-sec
    20000 tus dnp
    20001 t kiali
    20001 u microsan
    20002 tu commtact-http
    20003 tu commtact-https
    20005 tu openwebnet
    20012 u ss-idi-disc
    20013 t ss-idi
    20014 tu opendeploy
    20034 tu nburn-id
    20046 tu tmophl7mts
    20048 tu mountd
    20049 tus nfsrdma
    20057 t avesterra
    20160 t tikv
    20167 tu tolfab
    20202 tu ipdtp-port
    20222 tu ipulse-ics
    20480 tu emwavemsg
    20670 tu track
    20810 t crtech-nlm
    20880 t dubbo
    20999 tu athand-mmp
    21000 tu irtrans
    21010 t notezilla-lan
    21027 u syncthing-disc
    21050 t impala
    21064 t dlm
    21115 t rustdesk-nat
    21116 tu rustdesk
    21117 t rustdesk-relay
    21118 t rustdesk-ws
    21119 t rustdesk-ws
    21212 t trinket-agent
    21213 t cohesity-agent
    21221 t aigairserver
    21337 t xahaud
    21553 t rdm-tfs
    21554 tu dfserver
    21590 tu vofr-gateway
    21800 tu tvpm
    21801 t sal
    21845 tu webphone
    21846 tu netspeak-is
    21847 tu netspeak-cs
    21848 tu netspeak-acd
    21849 tu netspeak-cps
    22000 tu syncthing
    22001 tu optocontrol
    22002 tu optohost002
    22003 tu optohost003
    22004 tu optohost004
    22005 tu optohost004
    22067 t syncthing-relay
    22070 t syncthing-relay
    22125 t dcap
    22128 t gsidcap
    22222 t easyengine
    22273 tu wnn6
    22305 tu cis
    22333 tu showcockpit-net
    22335 t shrewd-control
    22335 u shrewd-stream
    22343 tu cis-secure
    22347 tu wibukey
    22350 tu codemeter
    22351 t codemeter-cmwan
    22537 t caldsoft-backup
    22555 t vocaltec-wconf
    22555 u vocaltec-phone
    22763 tu talikaserver
    22800 tu aws-brf
    22951 tu brf-gw
    23000 tu inovaport1
    23001 tu inovaport2
    23002 tu inovaport3
    23003 tu inovaport4
    23004 tu inovaport5
    23005 tu inovaport6
    23053 t gntp
    23272 u s102
    23294 t 5afe-dir
    23294 u 5afe-disc
    23333 tu elxmgmt
    23400 tu novar-dbase
    23401 tu novar-alarm
    23402 tu novar-global
    23456 t aequus
    23457 t aequus-alt
    23546 t areaguard-neo
    24000 tu med-ltp
    24001 tu med-fsp-rx
    24002 tu med-fsp-tx
    24003 tu med-supp
    24004 tu med-ovw
    24005 tu med-ci
    24006 tu med-net-svc
    24007 t glusterd
    24008 t gluster-mgmt
    24224 tu fluentd
    24242 tu filesphere
    24249 tu vista-4gl
    24321 tu ild
    24322 u hid
    24323 t vrmg-ip
    24386 tu intel-rci
    24465 tu tonidods
    24554 tu binkp
    24577 t bilobit
    24577 u bilobit-update
    24601 u udpstp
    24666 t sdtvwcam
    24676 tu canditv
    24677 tu flashfiler
    24678 tu proactivate
    24680 tu tcc-http
    24754 t cslg
    24800 t synergy
    24850 u assoc-disc
    24922 tu find
    25000 tu icl-twobase1
    25001 tu icl-twobase2
    25002 tu icl-twobase3
    25003 tu icl-twobase4
    25004 tu icl-twobase5
    25005 tu icl-twobase6
    25006 tu icl-twobase7
    25007 tu icl-twobase8
    25008 tu icl-twobase9
    25009 tu icl-twobase10
    25100 t db2c-tls
    25471 s rna
    25565 tu minecraft
    25575 t minecraft-rcon
    25576 t sauterdongle
    25604 t idtp
    25672 t rabbitmq-dist
    25793 tu vocaltec-hos
    25826 u collectd
    25900 tu tasp-net
    25901 tu niobserver
    25902 tu nilinkanalyst
    25903 tu niprobe
    25954 u bf-game
    25955 u bf-master
    26000 tu quake
    26133 tu scscp
    26208 tu wnn6-ds
    26257 t cockroach
    26260 tu ezproxy
    26261 tu ezmeeting
    26262 tu k3software-svr
    26263 tu k3software-cli
    26379 t redis-sentinel
    26486 t exoline-tcp
    26486 u exoline-udp
    26487 tu exoconfig
    26489 tu exonet
    26656 t cometbft
    26657 t cometbft-rpc
    27000 t flex-lm
    27001 t flex-lm
    27002 t flex-lm
    27003 t flex-lm
    27004 t flex-lm
    27005 t flex-lm
    27005 u steam
    27006 t flex-lm
    27007 t flex-lm
    27008 t flex-lm
    27009 t flex-lm
    27010 t flex-lmadmin
    27015 tu steam
    27016 t chlenix
    27016 u steam
    27017 t mongodb
    27018 t mongodb-shard
    27019 t mongodb-config
    27020 u steam
    27031 u steam-remote
    27032 u steam-remote
    27033 u steam-remote
    27034 u steam-remote
    27035 u steam-remote
    27036 tu steam-remote
    27037 t steam-remote
    27040 t steam-lan
    27345 tu imagepump
    27374 tu asp
    27442 tu jesmsjc
    27500 u quakeworld
    27504 tu kopek-httphead
    27782 tu ars-vista
    27876 t astrolink
    27960 u quake3
    27999 tu tw-auth-key
    28000 tu nxlmd
    28001 t pqsp
    28010 t gruber-cashreg
    28015 t rethinkdb
    28015 u rust-game
    28080 t thor-engine
    28119 u a27-ran-ran
    28200 tu voxelstorm
    28240 tu siemensgsm
    28589 t bosswave
    29000 t saltd-licensing
    29015 t rethinkdb-intra
    29118 s sgsap
    29167 tu otmp
    29168 s sbcap
    29169 s iuhsctpassoc
    29400 t torch-rdzv
    29418 t gerrit
    29500 t torchrun
    29999 t bingbang
    30000 t ndmps
    30001 tu pago-services1
    30002 tu pago-services2
    30003 tu amicon-fpsu-ra
    30004 u amicon-fpsu-s
    30013 t sap-hana-sys
    30015 t sap-hana
    30033 t teamspeak-file
    30100 ts rwp
    30120 tu fivem
    30260 tu kingdomsonline
    30303 tu ethereum
    30400 t gs-realtime
    30832 u samsung-disc
    30865 t csync2
    30939 tu dilithium3
    30999 tu ovobs
    31016 t ka-sddp
    31016 u ka-kdp
    31020 t autotrac-acp
    31029 u yawn
    31337 tu eldim
    31400 t pace-licensed
    31416 tu xqosd
    31457 tu tetrinet
    31620 tu lm-mon
    31685 t dsx-monitor
    31765 tu gamesmith-port
    31948 tu iceedcp-tx
    31949 tu iceedcp-rx
    32034 tu iracinghelper
    32249 tu t1distproc60
    32400 t plex
    32410 u plex-gdm
    32412 u plex-gdm
    32413 u plex-gdm
    32414 u plex-gdm
    32469 t plex-dlna
    32483 tu apm-link
    32635 tu sec-ntb-clnt
    32636 tu dmexpress
    32767 tu filenet-powsrm
    32768 tu filenet-tms
    32769 tu filenet-rpc
    32770 tu filenet-nch
    32771 tu filenet-rmi
    32772 tu filenet-pa
    32773 tu filenet-cm
    32774 tu filenet-re
    32775 tu filenet-pch
    32776 tu filenet-peior
    32777 tu filenet-obrok
    32801 tu mlsn
    32811 t retp
    32896 tu idmgratm
    33000 t wg-endpt-comms
    33060 t mysqlx
    33061 t mysql-gr
    33123 tu aurora-balaena
    33331 tu diamondport
    33333 t dgi-serv
    33334 t speedtrace
    33334 u speedtrace-disc
    33434 tu traceroute
    33435 u mtrace
    33656 tu snip-slave
    33890 t digilent-adept
    34197 u factorio
    34249 tu turbonote-2
    34378 tu p-net-local
    34379 tu p-net-remote
    34567 t dhanalakshmi
    34567 u edi-service
    34962 tu profinet-rt
    34963 tu profinet-rtm
    34964 tu profinet-cm
    34965 tu profinet-cm-sec
    34966 u profinet-rt-sec
    34980 tu ethercat
    35000 t heathview
    35001 tu rt-viewer
    35002 t rt-sound
    35003 t rt-devicemapper
    35004 tu rt-classmanager
    35005 t rt-labtracker
    35006 t rt-helper
    35100 tu axio-disc
    35354 t kitim
    35355 t altova-lm
    35355 u altova-lm-disc
    35356 t guttersnex
    35357 t openstack-id
    35729 t livereload
    36001 tu allpeers
    36411 u wlcp
    36412 s s1-control
    36422 s x2-control
    36423 s slmap
    36424 s nq-ap
    36443 s m2ap
    36444 s m3ap
    36462 s xw-control
    36524 t febooti-aw
    36602 t observium-agent
    36700 t mapx
    36865 tu kastenxpipe
    37472 s 3gpp-w1ap
    37475 tu neckar
    37483 t gdrive-sync
    37601 t eftp
    37654 tu unisys-eportal
    38000 t ivs-database
    38001 t ivs-insertion
    38002 t cresco-control
    38002 u crescoctrl-disc
    38201 tu galaxy7-data
    38202 tu fairview
    38203 tu agpolicy
    38412 s ng-control
    38422 s xn-control
    38462 s e1-interface
    38472 s f1-control
    38638 t psqlmws
    38800 t sruth
    38865 t secrmmsafecopya
    39063 t vroa
    39681 tu turbonote-1
    40000 tu safetynetp
    40023 u k-patentssensor
    40404 t sptx
    40841 tu cscp
    40842 tu csccredir
    40843 tu csccfirewall
    40853 u ortec-disc
    41111 tu fs-qos
    41121 t tentacle
    41230 tu z-wave-s
    41641 u tailscale
    41794 tu crestron-cip
    41795 tu crestron-ctp
    41796 t crestron-cips
    41797 t crestron-ctps
    42000 tu warpinator
    42001 t warpinator
    42508 tu candp
    42509 tu candrp
    42510 tu caerpc
    42999 t curiosity
    43000 t recvr-rc
    43000 u recvr-rc-disc
    43188 tu reachout
    43189 tu ndm-agent-port
    43190 tu ip-provision
    43191 t noit-transport
    43210 t shaperai
    43210 u shaperai-disc
    43438 u hmip-routing
    43439 t eq3-update
    43439 u eq3-config
    43440 t ew-mgmt
    43440 u ew-disc-cmd
    43441 tu ciscocsdb
    44123 t z-wave-tunnel
    44134 t tiller
    44321 tu pmcd
    44322 tu pmproxy
    44323 t pmwebapi
    44444 t cognex-dataman
    44445 t acronis-backup
    44544 u domiq
    44553 tu rbr-debug
    44600 u asihpi
    44818 tu ethernet-ip-2
    44900 t m3da
    44900 u m3da-disc
    45000 t asmp
    45000 u asmp-mon
    45001 t asmps
    45002 t rs-status
    45045 t synctest
    45054 tu invision-ag
    45185 tu witsnet
    45514 t cloudcheck
    45514 u cloudcheck-ping
    45678 tu eba
    45824 t dai-shell
    45825 tu qdb2service
    45966 tu ssr-servermgr
    46336 t inedo
    46998 t spremotetablet
    46999 tu mediabox
    47000 tu mbus
    47001 t winrm
    47100 u jvl-mactalk
    47557 tu dbbrowse
    47624 tu directplaysrvr
    47806 tu ap
    47808 tu bacnet
    47809 u presonus-ucnet
    47984 t gamestream-tls
    47989 t gamestream
    47990 t sunshine-web
    48000 tu nimcontroller
    48001 tu nimspooler
    48002 tu nimhub
    48003 tu nimgtw
    48004 t nimbusdb
    48005 t nimbusdbctrl
    48010 t gamestream-rtsp
    48048 t juka
    48049 t 3gpp-cbsp
    48050 t weandsf
    48128 tu isnetserv
    48129 tu blp5
    48556 tu com-bardac-dw
    48619 tu iqobject
    48653 tu robotraconteur
    49000 t matahari
    49001 t nusrp
    49001 u nusdp-disc
    49150 t inspider
    50000 t db2
    50051 t grpc
    50070 t hdfs-nn-old
    51413 tu transmission
    51820 u wireguard
    53317 tu localsend
    54321 t supabase
    54322 t supabase-db
    55000 t wazuh-api
    55678 t opencensus
    55679 t otel-zpages
    57000 t dircproxy
    57621 tu spotify
    58846 t deluge
    60001 u mosh
    60177 t tfido
    60179 t fido
    61208 t glances
    61613 t stomp
    61616 t activemq
    64738 tu mumble
    """

  /// A line for each additional name that people type, sorted by name: the name, and the ports or ranges of
  /// ports that it stands for, each with its transport protocols. A line replaces an entry of ``services``
  /// with the same name.
  static let aliases = """
    3com-tsmux 106tu
    accessbuilder 888tu
    acme 9216tu
    acme-http 80t
    acmsoda 6969tu
    acnet 6801tu
    activemq 8161t 61613t 61616t
    adb 5037t 5555t
    adguardhome 3000t
    adminer 8080t
    afp 548t
    afs3-callback 7001tu
    afs3-fileserver 7000tu
    afs3-prserver 7002tu
    ag-swim 5904tus
    agma 5909tus
    agri-gateway 3026tu
    airflow 8080t
    airplay 7000t
    ajp 8009t
    alertmanager 9093t 9094tu
    alloy 12345t
    altav-remmgt 2456tu
    altserviceboot 4011tu
    amavis 10024-10025t
    amberon 8301tu
    ambit-lm 6831tu
    amt 2268tu 16992-16993t
    amule 4662t 4672u
    angular 4200t
    apani1 9160tu
    apisix 9080t
    apisix-admin 9180t
    apns 5223t
    apollo 4000t
    apple-push 5223t
    appserv-http 4848tu
    appswitch-emp 2616tu
    apsolab-tags 5473t
    arcp 7070tu
    arepa-raft 3025tu
    armtechdaemon 9292tu
    artemis 61616t
    artifactory 8082t
    asmgcs 5905tus
    asterisk 5038t
    asterix 8600tu
    astro 4321t
    atmtcp 2812tu
    ats-atn 5910tu
    auriga-router 5680tu
    authelia 9091t
    authentication 113t
    authentik 9000t 9443t
    avahi 5353u
    avt-profile-2 5005tud
    backup-express 6123tu
    bacula 9101-9103t
    bareos 9101-9103t
    barrier 24800t
    bbs 7000t
    bcs-broker 1704tu
    bedrock 19132u
    bgp 179tus
    bhoedap4 352tu
    bhoetty 351tu
    bitbucket 7990t 7999t
    bitcoin 8332-8333t 18332-18333t
    bittorrent 6771u 6881-6889tu 6969tu 51413tu
    blackbox 9115t
    blackjack 1025tu
    bmc-patroldb 1313tu
    bmc-perf-agent 6767tu
    bmc-reporting 4568tu
    bootp 67-68u
    bruce 2619tu
    brutus 2003tu
    buildbot 8010t 9989t
    buildkit 1234t
    ca-audit-da 8025tu
    caddy 2019t
    cadkey-tablet 1400tu
    cadvisor 8080t
    calibre-web 8083t
    calico 5473t
    callwaveiam 9283tu
    canto-roboflow 8998t
    carbon 2003tu 2004t
    cardweb-io 9060t
    cassandra 7000t 7199t 9042t 9142t 9160t
    cassandra-tls 7001t 9142t
    cbt 7777tu
    cdp 9222t
    cedros-fds 4140tu
    ceph 3300t 6789t 6800-6803t 7480t 9283t
    ceph-mon 3300t 6789t
    check-mk 6556t
    checkmk 6556t
    chroma 8000t
    chromecast 8008-8009t
    chronograf 8888t
    chronyd 323u
    cifs 445t 3020tu
    cilium 4240t 4244-4245t
    ciphire-serv 3888tu
    clamav 3310t
    clc-build-daemon 8990t
    clickhouse 8123t 9000t 9009t 9363t 9440t
    cln 9735t
    cloudflare-tunnel 7844tu
    cmadmin 2617tu
    cmd 514t
    cmtp-mgt 8501t
    cockpit 9090t
    cockroachdb 26257t
    code-server 8080t
    commplex-link 5001tu
    commplex-main 5000tu
    compaq-https 2381tu
    comsat 512u
    connection 2607tu
    consul 8300t 8301-8302tu 8500t 8502-8503t 8600tu
    consul-https 8501t
    copycat 9093t
    coredns 9153t
    corosync 5403t 5404-5405u
    couchbase 8091-8094t 11207t 11210t 18091t
    cpanel 2082-2083t 2086-2087t 2095-2096t
    cps 14250tu
    cql 9042t
    cratedb 4200t
    crdb 26257t
    cslistener 9000tu
    cso 105tu
    csregagent 3022tu
    cups 631tu
    cvs 2401t
    cyberpanel 8090t
    d-s-n 8086tu
    dagster 3000t
    dask 8786t
    dask-dashboard 8787t
    datadog 8126t
    datametrics 1645tu
    datanode 9864t 9866t
    dbm 2345tu
    ddi-tcp-1 8888t
    ddi-tcp-4 8891t
    ddi-tcp-6 8893t
    debugpy 5678t
    deluge 8112t 58846t
    deskflow 24800t
    dhcp 67-68u
    dhcp-client 68u
    dhcp-server 67u
    dhcp6 546-547u
    dhcpc 68u
    dhcps 67u
    dhcpv6 546-547u
    dicom 104t 11112tu
    directadmin 2222t
    discp-client 2601tu
    discp-server 2602tu
    django 8000t
    dlv 2345t
    dnp-sec 19999tus
    dns 53tu
    dns-over-quic 853u
    dns-over-tls 853t
    docker 2375t 9323t
    docker-registry 5000t
    docker-swarm 2377t
    docker-tls 2376t
    dockge 5001t
    dogstatsd 8125u
    doh 443t
    doq 853u
    dot 853t
    dots-signal 4646tu
    dragonfly 6379t 8913tu
    dropbox 17500tu
    dsd 5907tus
    dsm 5000t
    dsm-scm-target 9987tu
    dyna-access 3310tu
    dynamodb-local 8000t
    efcp 3671tu
    efi-mg 2224tu
    eforward 2181tu
    elastic 9200t
    elastic-apm 8200t
    elasticsearch 9200t 9300t
    eli 2087tu
    em7-secom 7700t
    emby 8096t 8920t
    emc-pp-mgmtsvc 9083t
    emqx 1883t
    emule 4662t 4672u
    entomb 775t
    envoy 9901t 15000t 15090t
    eoss 1210tu
    erlang 4369t
    es 9200t
    esmagent 5601tu
    esxi 902tu
    etcd 2379-2381t
    ethereum 8545-8546t 8551t 30303tu
    ethernet-ip-1 2222tu
    etlservicemgr 9001tu
    ewctsp 6066tu
    express 3000t
    famdc 10081tu
    fastcgi 9000t
    fcp-addr-srvr1 5500tu
    ferretdb 27017t
    ff-ice 5903tus
    filebeat 5044t
    findviatv 3350tu
    finger 79tu
    fio-cmgmt 9051t
    firebird 3050t
    firepower 2615tu
    flannel 8472u
    flask 5000t
    flexlm 744tu 27000-27009t
    flink 6123t 8081t
    flower 5555t
    fluent-forward 24224tu
    fluentbit 2020t
    fmsas 16000t
    fmtp 8500tu
    forgejo 3000t
    freeswitch 8021t
    frps 7000t
    frr 2601-2606t 2608-2613t 2615-2619t
    fs-agent 8042t
    fspd 21u
    ftnmtp 8502t
    ftp 21tus
    ftps 989t 990tu
    fujitsu-dtcns 1514tu
    galera 4567tu 4568t
    galera-sst 4444t
    ganglia 8649tu 8651t
    gap 10800tu
    gcm 5228-5230t
    gdbserver 1234t
    geneve 6081u
    git 9418tu
    gitea 3000t
    global-catalog 3268-3269t
    glrpc 9080tu
    gluster 24007-24008t
    glusterfs 24007-24008t
    gmetad 8651t
    gmond 8649tu
    gnunet 2086tu
    gocd 8153-8154t
    godoc 6060t
    google-push 5228-5230t
    grafana 3000t
    graphite 2003tu 2004t
    graylog 9000t 12201tu
    gsconnect 1716tu
    gtp 2123u 2152u
    gtp-c 2123u
    gtp-u 2152u
    guacamole 4822t
    gunicorn 8000t
    h2-console 8082t
    h3 443u
    hadoop 8020t 8032t 8042t 9870t 19888t
    hana 30015t
    haproxy 8404t
    hass 8123t
    hbase 16000t 16010t 16020t
    hbci 3000tu
    hdfs 8020t 9864t 9866t 9870t 50070t
    helm 44134t
    hive 9083t
    hiveserver2 10000t
    home-assistant 8123t
    hp-jetdirect 9100t
    hp-pdl-datastr 9100tu
    hpoms-ci-lstn 5403tu
    hpoms-dps-lstn 5404tu
    hprop 754t
    hpstgmgr 2600tu
    hpvirtgrp 5223tu
    hpvroom 5228t
    hsqldb 9001t
    http 80tus
    http-proxy 3128t
    http2 443t
    http3 443u
    https 443tus
    hubble 4244-4245t
    hydap 15000tu
    icecast 8000t
    icinga 5665t
    icp 1112tu 3130u
    ideafarm-door 902tu
    ideafarm-panic 903tu
    ident 113t
    ifor-protocol 1515tu
    ike 500u 4500u
    imap 143t
    imap2 143t
    imap4 143t
    imaps 993t
    incus 8443t
    influx 8086t
    infowave 2082tu
    input-leap 24800t
    interbase 2041tu 3050t
    intermapper 8181t
    intu-ec-client 8021tu
    intu-ec-svcdisc 8020tu
    iop 2055tu
    ipfs-api 5001t
    ipmi 623u
    ipp 631tu
    ipps 631t
    ipsec 500u 4500u
    ipsendmsg 1992tu
    ipsma 5908tus
    ipython 8888t
    irc 194tu 6665-6669t 6697t
    ircs 6697t
    ircu 6665-6669t
    irdmi 8000tu
    irdmi2 7999tu
    isakmp 500tu
    iscsi 860tu 3260t
    istio 15000-15001t 15006t 15008t 15010t 15012t 15014t 15017t 15020-15021t 15053tu 15090t
    itactionserver1 7280tu
    italk 12345tu
    jabber 5222t 5269t
    jabber-client 5222t
    jabber-server 5269t
    jackett 9117t
    jaeger 6831-6832u 14250t 14268t 16686t
    jaeger-ui 16686t
    jamlink 8091t
    java-debug 5005t
    jaxflow 5229t
    jaxflow-data 5230t
    jboss 9990t
    jekyll 4000t
    jellyfin 7359u 8096t 8920t
    jellyseerr 5055t
    jenkins 8080t
    jenkins-agent 50000t
    jetdirect 9100t
    jini-discovery 4160tu
    jitsi 10000u
    jupyterhub 8000t
    jupyterlab 8888t
    jwpc 16020t
    k8s 6443t
    kafka-rest 8082t
    kafka-tls 9093t
    kdc 750tu
    kerberos 88tu
    kerberos-iv 750tu
    kerberos-sec 88tu
    kerberos5 88tu
    keycloak 8080t
    keydb 6379t
    keystone 5000t
    klipper 7125t
    knx 3671u
    kong-admin 8001t
    kraft 9093t
    krb5 88tu
    krb5-prop 754t
    krb524 4444tu
    krcmd 544t
    ksqldb 8088t
    kube-proxy 10249t 10256t
    kubelet 10248t 10250t 10255t
    kubernetes 6443t
    kubernetes-api 6443t
    kudu 7051t
    kwdb-commn 1127tu
    kwtc 4566tu
    l2f 1701tu
    l2tp 1701tu
    ldap 389tu
    ldaps 636tu
    lds-distrib 6543tu
    lds-dump 6544tu
    libp2p 4001tu
    libvirt 16509t 16514t
    linkerd 4140t 4143t 4191t
    lionhead 2611tu
    litellm 4000t
    llama-cpp 8080t
    llmnr 5355tu
    lnd 9735t 10009t
    lnvstatus 2283tu
    loadav 750u
    loc-srv 135t
    locust 8089t
    logstash 5044t 9600t
    lotusnotes 1352t
    lpd 515t
    lrrd 4949t
    lxd 8443t
    lxi-evntsvc 5044tu
    macromedia-fcs 1935tu
    magicnotes 3023tu
    mail 25t
    mailbox 2004t
    mailcatcher 1025t
    mailhog 1025t 8025t
    mailpit 1025t 8025t
    manticore 9306t 9312t
    mariadb 3306t
    mdns 5353tu
    mdqs 666tu
    memberlist 7946tu
    memcached 11211tu
    memgraph 7687t
    menandmice-dns 1337tu
    menandmice-noh 4151tu
    metabase 3000t
    metasploit 4444t
    metro 8081t
    micromuse-ncpw 9600tu
    microsan 20001tu
    mihomo 7890t
    mikrotik 5678u 8291t 8728-8729t
    mimir 9009t
    minecraft 19132u 25565tu 25575t
    minidlna 8200t
    minikube 8443t
    minio 9000-9001t
    ml-svnet 4171t
    mlflow 5000t
    mmcc 5050tu
    modbus 502tu
    monero 18080-18081t
    mongo 27017-27019t
    mongo-express 8081t
    mongod 27017t
    mongodb 27017-27019t
    moonlight 47984t 47989t 48010t
    mosquitto 1883t
    mountd 20048tu
    mqtt 1883tu
    mqtts 8883t
    ms-v-worlds 2525tu
    msgclnt 8786tu
    msgsrvr 8787tu
    mshnet 1989tu
    mshvlm 6600t
    msrpc 135tu
    mssql 1433t
    mssql-browser 1434u
    multiling-http 777tu
    murmur 64738tu
    muse 6888tu
    mxi 8005tu
    mysql 3306tu 3307t 33060-33061t
    mythtv 6543-6544t
    nacos 8848t 9848t
    nagios-nrpe 5666t
    name 42tu
    namenode 8020t 9870t
    nat-pmp 5351u
    nats 4222t 6222t 7422t 8222t
    nbx-dir 2096tu
    nbx-ser 2095tu
    ncube-lm 1521tu
    ndl-aas 3128tu
    ndmp 10000tu
    nds-sso 3024tu
    neo4j 7474t 7687t
    nessus 1241tu 8834t
    netbios 137-138u 139t
    netbird 51820u
    netmon 2606tu
    netsupport 5405tu
    netview-aix-6 1666tu
    newoak 4001tu
    nexgen 6627tu
    nextjs 3000t
    nexus 8081t
    nfs 2049tus
    nfsd 2049tu
    ngrok 4040t
    nicname 43tu
    nntp 119tu
    nntps 563tu
    node 3000t
    nomachine 4000t
    nomad 4646-4647t 4648tu 5209t
    nova 8774-8775t
    nsc-ccs 2604tu
    nsc-posa 2605tu
    nsq 4150-4151t 4160-4161t 4171t
    ntp 123tu
    nts 4460t
    null 9tu
    nv-video 4444tu
    nvme-disc 8009t
    nzbget 6789t
    obs 4455t
    octavia 9876t
    octoprint 5000t
    office-tools 7789tu
    oidsr 4143tu
    old-radacct 1646tu
    old-radius 1645tu
    omniorb 8088t
    oms 4662tu
    omsa 1311t
    omscontact 4161tu
    opcon-xps 3100tu
    openbao 8200t
    opensearch 9200t 9300t
    opensearch-dash 5601t
    opentable 2368tu
    opentelemetry 4317-4318t
    openvpn 943t 1194tu
    openwire 61616t
    opsession-prxy 3307tu
    opsmessaging 8090t
    oracle 1521t 2005u
    oracle-tns 1521t
    origo-native 3001t
    osm-appsrvr 9990tu
    ospf-lite 8899tu
    ossec 1514tu
    otel 4317-4318t 13133t 55679t
    otlp 4317-4318t 6951tu
    otlp-grpc 4317t
    otv 8472tu
    ovn 6641-6642t
    owms 7878t
    p4 1666t
    palace-2 9993tu
    palace-4 9995tu
    palace-5 9996tu
    palace-6 9997tu
    patrol-snmp 8161tu
    patroni 8008t
    payara 4848t
    pbs 8007t
    pcsync-https 8443tu
    pdl-datastream 9100tu
    pdps 1314tu
    peerwire 9104tu
    pentbox-sim 6817t
    personal-agent 5555tu
    pgsql 5432t
    pharos 4443tu
    phoenix 4000t
    php-fpm 9000t
    pichat 9009tu
    pipewire-pulse 4713t
    plesk 8443t
    plex 32400t 32410u 32412-32414u 32469t
    plysrv-https 6771tu
    pocketbase 8090t
    polipo 8123t
    pop 110t
    pop-3 110t
    pop3 110tu
    pop3s 995tu
    portainer 9000t 9443t
    portainer-edge 8000t
    portmap 111tu
    portmapper 111tu
    postgres 5432-5433t
    postgresql 5432tu 5433t
    poweralert-nsa 4150tu
    pptp 1723tu
    prchat-user 4455tu
    prefect 4200t
    print 515t 631t 9100t
    priority-e-com 2618tu
    prism 9440t
    prisma-studio 5555t
    pro-ed 8032tu
    promtail 9080t
    prospero-np 1525tu
    prowlarr 9696t
    proxydhcp 4011u
    proxysql 6032-6033t
    psql 5432t
    ptp 319-320u 15740tu
    pulsar 6650-6651t
    puma 9292t
    pump 751tu
    pumpkindb 9981t
    puprouter 999tu
    pve 8006t
    pxc-spvr 4006tu
    pyroscope 4040t
    pyrrho 5433tu
    python-http 8000t
    pytorch 29400t 29500t
    qbittorrent 8080t
    qdrant 6333-6334t
    qpasa-agent 2612tu
    qrh 752tu
    quagga 2601-2606t 2608-2609t
    quantastor 8153t
    quassel 4242t
    questdb 8812t 9000t
    quic 443u
    quote 17t
    rabbitmq 5671-5672t 15672t 15674-15675t 15692t 25672t 61613t
    rack 9292t
    radacct 1813tu
    radan-http 8088tu
    radg 6789t
    radius 1645-1646u 1812tu
    radius-acct 1646u 1813tu
    radmind 6222tu
    radosgw 7480t
    radsec 2083tu
    rails 3000t
    rapido-ip 2457tu
    raw-print 9100t
    ray 8265t 10001t
    rcon 25575t
    rdc-wh-eos 3142tu
    rdp 3389tu
    react 3000t
    readarr 8787t
    readnews 119t
    redis 6379-6380t 16379t 26379t
    redpanda 9092t
    registry 5000t
    remoteware-cl 3000tu
    remoteware-srv 3002tu
    rethinkdb 28015t 29015t
    rexec 512t
    rfa 4672tu
    rfb 5900tu 5901-5910t
    rfile 750t
    riak 8087t 8098t
    rip 520u
    ripv2 520u
    rke2 9345t
    rlogin 513t
    rmtcfg 1236t
    roce 4791u
    rocketmq 9876t 10911t
    ros 11311t
    roscore 11311t
    route 520u
    routed 520u
    rpas-c2 5906tus
    rpc 111tu
    rpcbind 111tu
    rptp 5556t
    rrac 5678tu
    rsh 514t
    rspamd 11332-11334t
    rsync 873tu
    rtcp 5005u
    rtmp-stream 1935t
    rtp 5004tu
    rtsp 554tu
    rustdesk 21115t 21116tu 21117-21119t
    rwhois 4321tu
    rxmon 1311tu
    s7 102t
    sa-msg-port 1646tu
    sails 1337t
    salt 4505-4506t
    samba 137-138u 139t 445t
    sane 6566t
    saned 6566t
    sap-dispatcher 3200t
    sap-hana 30013t 30015t
    schema-registry 8081t
    scientia-ssdb 2121tu
    scp-config 10001tu
    scylla 9042t 9180t 19042t
    scylladb 9042t
    sd 9876t
    search-agent 1234tu
    sec-t4net-srv 9400tu
    senomix04 8055tu
    sentinel 3588tu 26379t
    sentry 9000t
    servicemeter 2603tu
    sgi-esphttp 5554tu
    sgi-storman 1178tu
    shilp 2049tu
    sightline 1645tu
    simplifymedia 8087tu
    sinatra 4567tu
    sink 9tu
    sip 5060tus
    sip-tls 5061tu
    skywalking 11800t 12800t
    slingshot 1705tu
    slp 427tu 1605tu
    slurm 6817-6819t
    smb 445t
    smntubootstrap 2613tu
    smtp 25tu 2525t
    smtps 465t
    snapcast 1704-1705t
    snapenetio 22000tu
    snmp 161tu
    snmp-trap 162tu
    snntp 563t
    socks 1080tu
    socks5 1080t
    solana 8899t
    sonarqube 9000t
    source 19tu
    spamassassin 783t
    spark 6066t 7077t 18080t
    spcsdlobby 2888tu
    spice 1923tu 5900-5910t
    splunk 8089t 9997t
    splunk-hec 8088t
    splunk-web 8000t
    spooler 515t
    sqlserver 1433t
    srcds 27015tu 27016u 27020u
    ss-server 8388tu
    ssdp 1900tu
    ssh 22tus
    ssmtp 465t
    stable-diffusion 7860t
    steam 27005u 27015tu 27016u 27020u 27031-27035u 27036tu 27037t 27040t
    stm-pproc 3080tu
    storm 6627t
    storybook 6006t
    stun 3478tu 19302tu
    stun-behavior 3478tu
    stun-behaviors 5349tu
    subversion 3690t
    sun-as-jmxrmi 8686tu
    sun-sr-https 6443tu
    sunproxyadmin 8081tu
    sunshine 47984t 47989-47990t 48010t
    sunwebadmins 8989tu
    supabase 54321-54322t
    superset 8088t
    supervisor 9001t
    svcloud 8404t
    svnserve 3690t
    swarm 2377t 7946tu
    swdtp-sv 10009tu
    synapse 2880tu 8008t
    syncthing 8384t 21027u 22000tu 22067t 22070t
    synology 5000t
    synology-tls 5001t
    syslog 514tu
    system-monitor 2609tu
    tacacs-plus 49t
    tap 113t
    targus-getdata1 5201tu
    teamcoherence 9222tu
    teamspeak 9987u 10011t 30033t
    telegraf 9273t
    teleport 3022-3026t 3080t
    tell 754tu
    telnet 23tu
    temporal 7233t 8233t
    tendermint 26656-26657t
    terabase 4000tu
    tf-serving 8500t
    tftp 69tu
    thanos 10901-10902t
    tick-port 3200tu
    tidb 4000t
    timserver 37tu
    tlisrv 1527tu
    tmi 8300tu
    tomcat 8005t 8009t 8080t
    tor 9030t 9040t 9050-9051t 9150t
    tor-or 9001t
    torchrun 29400t 29500t
    torrent 6881-6889tu
    tproxy 8081t
    tram 4567tu
    transmission 9091t 51413tu
    trino 8080t
    tripe 4070tu
    triton 8000t
    triton-grpc 8001t
    trivnet1 8200tu
    trivnet2 8201tu
    ts3 9987u
    tsap 102t
    ttytst 19tu
    tungsten-https 9443tu
    turn 3478tu
    turns 5349tu
    tvheadend 9981-9982t
    ubiquiti 10001u
    uec 8778t
    unifi 8443t 10001u
    unot 5055tu
    untp 119t
    upnp 1900u 5000t
    uptime-kuma 3001t
    urd 465t
    us-cli 8082tu
    us-srv 8083tu
    users 11t
    uucpd 540t
    uvicorn 8000t
    vagrant 2222t
    valkey 6379t
    varnish 6081-6082t
    vault 8200-8201t
    vcenter 5480t
    vcom-tunnel 8001tu
    versa-tek 2610tu
    versiera 9050t
    victoriametrics 8428-8429t
    virtualmin 10000t
    vite 4173t 5173t
    vllm 8000t
    vmodem 3141tu
    vmware 902tu 903t 5480t
    vnc 5800t 5900-5910t
    vrace 9300tu
    vsat-control 1880tu
    vxlan 4789u 8472u
    wag-service 2608tu
    wais 210t
    wap-wsp 9200tu
    warp 2408u
    warppipe 8007tu
    wazuh 1514tu 1515t 55000t
    web 80t 443tu
    webcache 8080t
    weblogic 7001-7002t
    websm 9090tu
    websphere 9080t
    wg 51820u
    whm 2086-2087t
    whod 513u
    whosockami 2009u 2019t
    wildfly 9990t
    winrm 5985-5986t 47001t
    winrms 5986t
    wireguard 51820u
    wpl-analytics 8006t
    wrangler 8787t
    wsd 3702tu 5357t
    www 80tu
    www-http 80tu
    x11 6000-6063tu
    x11-0 6000t
    x11-1 6001t
    x11-2 6002t
    x11-3 6003t
    x11-4 6004t
    x11-5 6005t
    x11-6 6006t
    x11-7 6007t
    xdmcp 177tu
    xfs 7100t
    xinupageserver 2020tu
    xmlipcregsvc 9092tu
    xmltec-xmlmail 9091tu
    xmpp 5222-5223t 5269t
    xmsg 1716tu
    xrdp 3350t 3389t
    xtel 1313t
    yarn 8032t 8042t
    yarn-rm 8088t
    yo-main 4040tu
    ysql 5433t
    yugabyte 5433t
    z3950 210t
    zabbix 10050-10053t
    zabbix-server 10051t
    zk 2181t
    zookeeper 2181t 2888t 3888t
    zope-ftp 8021t
    """
}
