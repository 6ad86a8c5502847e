// measure COMMAND [ARGUMENT ...]
//
// Runs a command, reads its output from a pipe, and prints: wall time and CPU time in milliseconds, peak
// memory in KiB, the number of lines of output, and the exit status. The command is killed if this program
// ends.

#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static long lines_of(int input) {
  static char bytes[65536];
  long lines = 0;
  ssize_t count;
  while ((count = read(input, bytes, sizeof bytes)) > 0) {
    for (char *at = bytes; (at = memchr(at, '\n', bytes + count - at)); at++) lines++;
  }
  return lines;
}

int main(int count, char **arguments) {
  if (count < 2) errx(2, "usage: measure COMMAND [ARGUMENT ...]");
  int output[2];
  if (pipe2(output, O_CLOEXEC)) err(2, "pipe");
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  double start = now();
  pid_t child = fork();
  if (child < 0) err(2, "fork");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execvp(arguments[1], arguments + 1);
    _exit(127);
  }
  close(output[1]);
  long lines = lines_of(output[0]);
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) err(2, "wait4");
  printf("%.3f %.3f %ld %ld %d\n", now() - start,
         milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss, lines,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
