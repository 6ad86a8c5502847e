// load CONNECTIONS PROCESSES DESCRIPTORS
//
// Opens that many TCP connections over loopback, with both ends, distributed among the processes. Each
// process also has a listener and that many descriptors of other files. Prints the port of the listener of
// the process in the middle when everything is open, and runs until it is killed. It ends with the process
// that started it, and its child processes end with it.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_PER_LISTENER = 20000 };  // limited by the ephemeral ports of the other ends

static void end_with_parent(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
}

// Raises the limit on open files of this process and its children to `count`.
static void allow_descriptors(rlim_t count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) err(1, "getrlimit");
  if (limit.rlim_cur >= count) return;
  limit.rlim_cur = count;
  if (limit.rlim_max < count) limit.rlim_max = count;
  if (setrlimit(RLIMIT_NOFILE, &limit)) err(1, "%lu descriptors a process", (unsigned long)count);
}

static int tcp_socket(void) {
  int number = socket(AF_INET, SOCK_STREAM, 0);
  if (number < 0) err(1, "socket");
  return number;
}

// Makes close(2) reset the connection, which then does not stay in TIME_WAIT.
static void reset_on_close(int number) {
  struct linger linger = {.l_onoff = 1, .l_linger = 0};
  setsockopt(number, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

// Opens the sockets and other files of one process. Returns the port of its listener.
static in_port_t open_all(int connections, int descriptors) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = tcp_socket();
  if (bind(listener, (void *)&address, sizeof address)) err(1, "bind");
  if (listen(listener, 16)) err(1, "listen");
  if (getsockname(listener, (void *)&address, &length)) err(1, "getsockname");
  for (int i = 0; i < connections; i++) {
    int near = tcp_socket();
    if (connect(near, (void *)&address, sizeof address)) err(1, "connect");
    int far = accept(listener, NULL, NULL);
    if (far < 0) err(1, "accept");
    reset_on_close(near);
    reset_on_close(far);
  }
  for (int i = 0; i < descriptors; i++) {
    if (dup(STDIN_FILENO) < 0) err(1, "dup");
  }
  return ntohs(address.sin_port);
}

int main(int count, char **arguments) {
  if (count != 4) errx(2, "usage: load CONNECTIONS PROCESSES DESCRIPTORS");
  int connections = atoi(arguments[1]);
  int processes = atoi(arguments[2]);
  int descriptors = atoi(arguments[3]);
  if (processes < 1 || connections / processes >= MOST_PER_LISTENER)
    errx(2, "at most %d connections a process", MOST_PER_LISTENER);
  end_with_parent(getppid());
  allow_descriptors(2 * (connections / processes + 1) + descriptors + 64);

  int ready[2];
  if (pipe(ready)) err(1, "pipe");
  pid_t parent = getpid();
  in_port_t middle = 0;
  for (int i = 0; i < processes; i++) {
    pid_t child = fork();
    if (child < 0) err(1, "fork");
    if (child == 0) {
      end_with_parent(parent);
      in_port_t port = open_all(connections / processes + (i < connections % processes), descriptors);
      if (write(ready[1], &port, sizeof port) != sizeof port) _exit(1);
      close(ready[0]);
      close(ready[1]);
      for (;;) pause();
    }
  }
  close(ready[1]);
  for (int i = 0; i < processes; i++) {
    in_port_t port;
    if (read(ready[0], &port, sizeof port) != sizeof port) errx(1, "a process could not open its sockets");
    if (i == processes / 2) middle = port;
  }
  printf("%d\n", middle);
  fflush(stdout);
  for (;;) pause();
}
