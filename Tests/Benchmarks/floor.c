// floor list | plain | listen | port NUMBER
//
// The minimum work that a C program without BPF needs to list sockets with their owners: reads the sockets
// from sock_diag(7) and the owners from /proc/PID/fd on two threads, joins them with a hash table, and prints
// a line for each socket. It has no options, service names, aligned columns, or reasons for missing owners.
//
//   list    TCP and UDP sockets with their owners    plain   the same without owners
//   listen  TCP listeners with their owners          port    TCP listeners on a port with their owners

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { THREADS = 2, TCPDIAG = 18 /* TCPDIAG_GETSOCK: both families in one dump */, LISTEN = 10 };

// ---- Growing arrays

struct row {
  struct inet_diag_msg message;
  const char *protocol;
};
struct owner {
  unsigned inode;
  int pid;
  unsigned next;  // the index of the next owner of the inode, plus 1; 0 for none
};

static struct row *rows;
static size_t row_count, row_room;

static void *grown(void *items, size_t count, size_t *room, size_t size) {
  if (count < *room) return items;
  *room = *room ? *room * 2 : 1024;
  items = realloc(items, *room * size);
  if (!items) err(1, "realloc");
  return items;
}

// ---- Sockets

// Reads the sockets of a protocol in some states; if a port is given, only those bound to it.
static void read_sockets(int netlink, int type, int family, int protocol, unsigned states, int port) {
  struct inet_diag_req_v2 request = {
      .sdiag_family = family, .sdiag_protocol = protocol, .idiag_states = states};
  struct inet_diag_req old = {.idiag_family = family, .idiag_states = states};
  // Accepts a socket if its port is both >= and <= the given one. Each condition takes two elements.
  struct inet_diag_bc_op only_port[] = {
      {INET_DIAG_BC_S_GE, 8, 20}, {0, 0, port}, {INET_DIAG_BC_S_LE, 8, 12}, {0, 0, port}};
  char bytes[256] = {0};
  struct nlmsghdr *head = (void *)bytes;
  size_t length = type == TCPDIAG ? sizeof old : sizeof request;
  head->nlmsg_type = type;
  head->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  memcpy(NLMSG_DATA(head), type == TCPDIAG ? (void *)&old : (void *)&request, length);
  head->nlmsg_len = NLMSG_LENGTH(length);
  if (port) {
    struct nlattr *attribute = (void *)(bytes + NLMSG_ALIGN(head->nlmsg_len));
    attribute->nla_type = INET_DIAG_REQ_BYTECODE;
    attribute->nla_len = NLA_HDRLEN + sizeof only_port;
    memcpy((char *)attribute + NLA_HDRLEN, only_port, sizeof only_port);
    head->nlmsg_len = NLMSG_ALIGN(head->nlmsg_len) + attribute->nla_len;
  }
  if (send(netlink, bytes, head->nlmsg_len, 0) < 0) err(1, "send");

  static char response[65536];
  for (;;) {
    ssize_t left = recv(netlink, response, sizeof response, 0);
    if (left < 0) err(1, "recv");
    for (head = (void *)response; NLMSG_OK(head, left); head = NLMSG_NEXT(head, left)) {
      if (head->nlmsg_type == NLMSG_DONE) return;
      if (head->nlmsg_type == NLMSG_ERROR) errx(1, "the kernel reports an error");
      rows = grown(rows, row_count, &row_room, sizeof *rows);
      rows[row_count].message = *(struct inet_diag_msg *)NLMSG_DATA(head);
      rows[row_count++].protocol = protocol == IPPROTO_TCP ? "tcp" : "udp";
    }
  }
}

// ---- Owners

static int *processes;
static size_t process_count;
static atomic_size_t next_process;

// The owners that one thread found.
struct part {
  struct owner *owners;
  size_t count, room;
};

static void list_processes(void) {
  DIR *proc = opendir("/proc");
  struct dirent *entry;
  size_t room = 0;
  if (!proc) err(1, "/proc");
  while ((entry = readdir(proc))) {
    int pid = atoi(entry->d_name);
    processes = grown(processes, process_count, &room, sizeof *processes);
    if (pid > 0) processes[process_count++] = pid;
  }
  closedir(proc);
}

struct linux_dirent64 {
  unsigned long long inode, offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

static void scan_process(int pid, struct part *part) {
  char path[32], entries[32768], target[64];
  snprintf(path, sizeof path, "/proc/%d/fd", pid);
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  long size;
  while ((size = syscall(SYS_getdents64, directory, entries, sizeof entries)) > 0) {
    for (char *at = entries; at < entries + size; at += ((struct linux_dirent64 *)at)->length) {
      struct linux_dirent64 *entry = (void *)at;
      ssize_t length = readlinkat(directory, entry->name, target, sizeof target - 1);
      if (length < 9 || memcmp(target, "socket:[", 8)) continue;
      target[length] = 0;
      part->owners = grown(part->owners, part->count, &part->room, sizeof *part->owners);
      part->owners[part->count++] = (struct owner){.inode = atol(target + 8), .pid = pid};
    }
  }
  close(directory);
}

static void *scan(void *part) {
  size_t index;
  while ((index = atomic_fetch_add(&next_process, 1)) < process_count)
    scan_process(processes[index], part);
  return NULL;
}

// ---- Join

static struct owner *owners;
static size_t owner_count;
static unsigned *slots, slot_mask;  // hash table: the index of the first owner of an inode, plus 1

static unsigned slot_of(unsigned inode) {
  unsigned slot = inode * 2654435761u >> 7 & slot_mask;
  while (slots[slot] && owners[slots[slot] - 1].inode != inode) slot = (slot + 1) & slot_mask;
  return slot;
}

static void join(struct part *parts) {
  size_t room = 0;
  for (int i = 0; i < THREADS; i++) {
    for (size_t k = 0; k < parts[i].count; k++) {
      owners = grown(owners, owner_count, &room, sizeof *owners);
      owners[owner_count++] = parts[i].owners[k];
    }
  }
  unsigned count = 64;
  while (count < 2 * owner_count) count *= 2;
  slot_mask = count - 1;
  slots = calloc(count, sizeof *slots);
  if (!slots) err(1, "calloc");
  for (size_t i = owner_count; i-- > 0;) {
    unsigned slot = slot_of(owners[i].inode);
    owners[i].next = slots[slot];
    slots[slot] = i + 1;
  }
}

// The name of a process. Recently used names are cached.
static const char *name_of(int pid) {
  static struct { int pid; char name[16]; } names[4096];
  unsigned slot = pid % 4096;
  if (names[slot].pid == pid) return names[slot].name;
  char path[32];
  snprintf(path, sizeof path, "/proc/%d/comm", pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? 0 : read(file, names[slot].name, 16);
  if (file >= 0) close(file);
  names[slot].name[length > 0 ? length - 1 : 0] = 0;
  names[slot].pid = pid;
  return names[slot].name;
}

// ---- Output

static char output[1 << 16], *end = output;

static void flush(void) {
  for (char *start = output; start < end;) {
    ssize_t count = write(STDOUT_FILENO, start, end - start);
    if (count < 0) err(1, "write");
    start += count;
  }
  end = output;
}

static void put(const char *text) {
  while (*text) *end++ = *text++;
}

static void put_number(unsigned value) {
  char digits[12], *first = digits + 11;
  *first = 0;
  do *--first = '0' + value % 10; while (value /= 10);
  put(first);
}

static void put_end(int family, const void *address, unsigned port) {
  const unsigned char *bytes = address;
  if (family == AF_INET) {
    for (int i = 0; i < 4; i++) {
      if (i) *end++ = '.';
      put_number(bytes[i]);
    }
  } else {
    inet_ntop(family, address, end, INET6_ADDRSTRLEN);
    end += strlen(end);
  }
  *end++ = ':';
  put_number(ntohs(port));
  *end++ = ' ';
}

static void put_owners(unsigned inode) {
  unsigned next = inode ? slots[slot_of(inode)] : 0;
  if (!next) put("-");
  for (; next; next = owners[next - 1].next) {
    if (output + sizeof output - end < 4096) flush();
    put_number(owners[next - 1].pid);
    *end++ = '/';
    put(name_of(owners[next - 1].pid));
    *end++ = ' ';
  }
}

static void put_row(struct row *row, int with_owners) {
  static const char *states[] = {"?",          "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1",
                                 "FIN_WAIT2",  "TIME_WAIT",   "CLOSE",    "CLOSE_WAIT",
                                 "LAST_ACK",   "LISTEN",      "CLOSING",  "SYN_RECV"};
  struct inet_diag_msg *message = &row->message;
  put(row->protocol);
  put(message->idiag_family == AF_INET ? " " : "6 ");
  put_number(message->idiag_rqueue);
  *end++ = ' ';
  put_number(message->idiag_wqueue);
  *end++ = ' ';
  put_end(message->idiag_family, message->id.idiag_src, message->id.idiag_sport);
  put_end(message->idiag_family, message->id.idiag_dst, message->id.idiag_dport);
  put(states[message->idiag_state < 13 ? message->idiag_state : 0]);
  *end++ = ' ';
  if (with_owners) put_owners(message->idiag_inode);
  *end++ = '\n';
}

int main(int count, char **arguments) {
  const char *task = count > 1 ? arguments[1] : "";
  int is_port = !strcmp(task, "port") && count > 2;
  int is_listen = !strcmp(task, "listen");
  int is_plain = !strcmp(task, "plain");
  if (!is_port && !is_listen && !is_plain && strcmp(task, "list"))
    errx(2, "usage: floor list | plain | listen | port NUMBER");

  // One thread scans the processes while this one reads the sockets.
  struct part parts[THREADS] = {0};
  pthread_t threads[THREADS];
  if (!is_plain) {
    list_processes();
    for (int i = 1; i < THREADS; i++) pthread_create(&threads[i], NULL, scan, &parts[i]);
  }
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (netlink < 0) err(1, "netlink");
  unsigned states = is_port || is_listen ? 1 << LISTEN : 0xfff;
  read_sockets(netlink, TCPDIAG, AF_INET, IPPROTO_TCP, states, is_port ? atoi(arguments[2]) : 0);
  if (!is_port && !is_listen) {
    read_sockets(netlink, SOCK_DIAG_BY_FAMILY, AF_INET, IPPROTO_UDP, states, 0);
    read_sockets(netlink, SOCK_DIAG_BY_FAMILY, AF_INET6, IPPROTO_UDP, states, 0);
  }
  if (!is_plain) {
    scan(&parts[0]);
    for (int i = 1; i < THREADS; i++) pthread_join(threads[i], NULL);
    join(parts);
  }

  for (size_t i = 0; i < row_count; i++) {
    if (output + sizeof output - end < 8192) flush();
    put_row(&rows[i], !is_plain);
  }
  flush();
}
