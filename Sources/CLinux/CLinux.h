// What the Glibc module does not offer: headers that it leaves out, and system calls that Swift
// cannot call because syscall(2) is variadic.

#ifndef CLINUX_H
#define CLINUX_H

#include <linux/magic.h>
#include <linux/netlink.h>
#include <nss.h>
#include <signal.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/sysinfo.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <wchar.h>

/// In <wchar.h> for X/Open programs only.
int wcwidth(wchar_t character);

/// Reads records of `struct linux_dirent64` from an open directory: getdents64(2).
static inline long linux_getdents64(int fd, void *buffer, size_t size) {
  return syscall(SYS_getdents64, fd, buffer, size);
}

/// Says whether two tasks share one table of file descriptors (0: they do): kcmp(2) with KCMP_FILES.
static inline long linux_kcmp_files(int first, int second) {
  return syscall(SYS_kcmp, first, second, 2 /* KCMP_FILES */, 0UL, 0UL);
}

/// Changes which signals the calling thread blocks: rt_sigprocmask(2). Unlike pthread_sigmask(3), also
/// signals 32 and 33, which the C library reserves for itself.
static inline int linux_sigmask(int how, const sigset_t *set, sigset_t *old) {
  return (int)syscall(SYS_rt_sigprocmask, how, set, old, 8 /* bytes of the kernel's set */);
}

/// Writes without waiting, whatever the flags of the descriptor are: pwritev2(2) with RWF_NOWAIT. Pipes
/// allow it since Linux 6.4; others fail with EOPNOTSUPP.
static inline ssize_t linux_write_nowait(int fd, const void *bytes, size_t count) {
  const struct iovec part = {(void *)bytes, count};
  return syscall(SYS_pwritev2, fd, &part, 1UL, -1L, -1L, 8 /* RWF_NOWAIT */);
}

/// Opens a directory of a mounted kernfs file system, such as cgroup2, by its inode number:
/// open_by_handle_at(2) with the handle that the kernel's fs/kernfs/mount.c accepts (FILEID_KERNFS).
static inline int linux_open_kernfs_node(int mount, unsigned long long inode, int flags) {
  const struct {
    unsigned bytes;
    int type;
    unsigned long long inode;
  } handle = {8, 0xfe, inode};
  return (int)syscall(SYS_open_by_handle_at, mount, &handle, flags);
}

/// O_PATH of open(2), which <fcntl.h> defines for GNU programs only: the same on x86 and Arm.
static const int linux_open_path = 010000000;

/// Moves the calling thread into the network namespace of a descriptor: setns(2) with CLONE_NEWNET.
static inline int linux_setns_network(int fd) {
  return (int)syscall(SYS_setns, fd, 0x40000000 /* CLONE_NEWNET */);
}

/// Opens a descriptor that refers to a process: pidfd_open(2), since Linux 5.3. It is closed on exec.
static inline int linux_pidfd_open(int pid) {
  return (int)syscall(SYS_pidfd_open, pid, 0U);
}

/// Copies a descriptor of the process of such a descriptor: pidfd_getfd(2), since Linux 5.6. It is closed on exec.
static inline int linux_pidfd_getfd(int process, int number) {
  return (int)syscall(SYS_pidfd_getfd, process, number, 0U);
}

/// Opens the network namespace of a socket: ioctl(2) with SIOCGSKNS, since Linux 4.10.
static inline int linux_socket_namespace(int fd) {
  return ioctl(fd, 0x894c /* SIOCGSKNS */);
}

/// Sends a signal to the process of such a descriptor: pidfd_send_signal(2), since Linux 5.1.
static inline int linux_pidfd_send_signal(int fd, int number) {
  return (int)syscall(SYS_pidfd_send_signal, fd, number, NULL, 0U);
}

/// Adds a signal to a set, also 32 and 33, which sigaddset(3) refuses.
static inline void linux_sigaddset(sigset_t *set, int number) {
  const int bits = 8 * sizeof(set->__val[0]);
  set->__val[(number - 1) / bits] |= 1UL << (number - 1) % bits;
}

#endif
