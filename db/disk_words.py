"""What the operating system answered, in the words of the clerk."""

import errno

_WORDS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘满了",
    errno.EFBIG: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有写的权限",
    errno.EPERM: "没有写的权限",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "找不到文件或文件夹",
    errno.ENODEV: "盘不见了，可能被拔掉",
    errno.ENXIO: "盘不见了，可能被拔掉",
    errno.ENOTCONN: "盘不见了，可能被拔掉",
    errno.EISDIR: "这里已经有一个同名的文件夹",
    errno.ENOTDIR: "路径中间不是一个文件夹",
    errno.EEXIST: "这里已经有一个同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名不能用",
    errno.EBUSY: "文件正被别的程序占用",
}


def disk_words(trouble: OSError) -> str:
    """Say why a file could not be read or written; a number stands where we have no words for it."""
    number = trouble.errno or 0
    return _WORDS.get(number, f"磁盘出错，第 {number} 号")
