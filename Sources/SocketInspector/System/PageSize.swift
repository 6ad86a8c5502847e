import Glibc

/// The size of a memory page, in bytes: sysconf(3). 4,096 on most machines.
let pageSize = sysconf(Int32(_SC_PAGESIZE))
