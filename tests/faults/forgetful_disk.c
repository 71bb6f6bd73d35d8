/*
 * A disk that forgets: a file system in memory whose backing folder holds just what was synced (FAULTS §8).
 *
 * forgetful_disk BACKING MOUNTPOINT   stays in the foreground; killing it is the power cut, mounting again is the start.
 *
 * BACKING/f<n> are the bytes of file n as last synced, BACKING/d<n> the names of folder n as last synced ("d 7 name");
 * folder 1 is the root. What is written to the file ".command" at the root is obeyed at once:
 *   "fail N"      after N more bytes every write and sync ends in EIO      "fill N"  after N more bytes: ENOSPC
 *   "readonly N"  after N more changes everything ends in EROFS            "cut N"   after N more changes the power is gone
 *   "short"       a write takes half of what it is given                   "lie"     a sync does nothing and says it did
 *   "heal"        none of these
 * Reading ".command" tells "touched" once a fault was met, else "untouched". A change is a write, a size, a name, a sync.
 */
#define FUSE_USE_VERSION 31
#include <errno.h>
#include <fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMMAND "/.command"
#define LONGEST_NAME 256

struct node;

struct entry {
    char name[LONGEST_NAME];
    struct node *node;
    struct entry *next;
};

struct node {
    long number;
    bool is_folder;
    mode_t mode;
    struct timespec changed;
    char *bytes;
    size_t size, room;
    struct entry *entries;
};

static char backing[4096];
static struct node *root, command;
static long last_number = 1;
static long long budget = -1;
static int budget_fault = 0;
static long long changes_left = -1;
static bool is_cut_next, is_readonly, is_short, is_lying, is_touched;

static struct node *new_node(bool is_folder, mode_t mode, long number) {
    struct node *made = calloc(1, sizeof *made);
    made->number = number ? number : ++last_number;
    if (made->number > last_number)
        last_number = made->number;
    made->is_folder = is_folder;
    made->mode = mode & 07777;
    clock_gettime(CLOCK_REALTIME, &made->changed);
    return made;
}

static struct entry **place_of(struct node *folder, const char *name) {
    struct entry **place = &folder->entries;
    while (*place && strcmp((*place)->name, name))
        place = &(*place)->next;
    return place;
}

/* Give the node of a path; NULL where there is none. */
static struct node *find(const char *path) {
    char copy[4096], *rest = copy, *part;
    struct node *node = root;
    snprintf(copy, sizeof copy, "%s", path);
    while ((part = strsep(&rest, "/"))) {
        if (!*part)
            continue;
        if (!node->is_folder)
            return NULL;
        struct entry *entry = *place_of(node, part);
        if (!entry)
            return NULL;
        node = entry->node;
    }
    return node;
}

/* Give the folder of a path and point to its last part. */
static struct node *folder_of(const char *path, const char **name) {
    char copy[4096];
    const char *slash = strrchr(path, '/');
    snprintf(copy, sizeof copy, "%.*s", (int)(slash - path), path);
    *name = slash + 1;
    struct node *folder = find(copy);
    return folder && folder->is_folder ? folder : NULL;
}

static void add(struct node *folder, const char *name, struct node *node) {
    struct entry *made = calloc(1, sizeof *made);
    snprintf(made->name, sizeof made->name, "%s", name);
    made->node = node;
    made->next = folder->entries;
    folder->entries = made;
    clock_gettime(CLOCK_REALTIME, &folder->changed);
}

static void drop(struct entry **place) {
    struct entry *gone = *place;
    *place = gone->next;
    free(gone);
}

static int resize(struct node *node, size_t size) {
    if (size > node->room) {
        size_t room = size * 2 + 4096;
        char *bytes = realloc(node->bytes, room);
        if (!bytes)
            return -ENOMEM;
        node->bytes = bytes;
        node->room = room;
    }
    if (size > node->size)
        memset(node->bytes + node->size, 0, size - node->size);
    node->size = size;
    clock_gettime(CLOCK_REALTIME, &node->changed);
    return 0;
}

/* ---- what lasts ---- */

static FILE *open_backing(char kind, long number, const char *suffix, const char *how) {
    char path[4200];
    snprintf(path, sizeof path, "%s/%c%ld%s", backing, kind, number, suffix);
    return fopen(path, how);
}

static int keep(char kind, struct node *node) {
    char part[4200], path[4200];
    FILE *stream = open_backing(kind, node->number, ".part", "wb");
    if (!stream)
        return -EIO;
    if (node->is_folder) {
        for (struct entry *entry = node->entries; entry; entry = entry->next)
            fprintf(stream, "%c %ld %s\n", entry->node->is_folder ? 'd' : 'f', entry->node->number, entry->name);
    } else {
        fwrite(node->bytes, 1, node->size, stream);
    }
    fclose(stream);
    snprintf(part, sizeof part, "%s/%c%ld.part", backing, kind, node->number);
    snprintf(path, sizeof path, "%s/%c%ld", backing, kind, node->number);
    return rename(part, path) ? -EIO : 0;
}

static void load(struct node *folder) {
    FILE *stream = open_backing('d', folder->number, "", "rb");
    char line[LONGEST_NAME + 64];
    if (!stream)
        return;
    while (fgets(line, sizeof line, stream)) {
        char kind;
        long number;
        int start = 0;
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "%c %ld %n", &kind, &number, &start) < 2)
            continue;
        struct node *node = new_node(kind == 'd', kind == 'd' ? 0755 : 0644, number);
        add(folder, line + start, node);
        if (node->is_folder) {
            load(node);
        } else {
            FILE *content = open_backing('f', number, "", "rb");
            char piece[65536];
            size_t got;
            while (content && (got = fread(piece, 1, sizeof piece, content)) > 0) {
                size_t before = node->size;
                resize(node, before + got);
                memcpy(node->bytes + before, piece, got);
            }
            if (content)
                fclose(content);
        }
    }
    fclose(stream);
}

/* ---- what goes wrong ---- */

static void obey(const char *words) {
    long long number = -1;
    if (!strncmp(words, "heal", 4)) {
        budget = -1;
        budget_fault = 0;
        changes_left = -1;
        is_cut_next = is_readonly = is_short = is_lying = is_touched = false;
    } else if (sscanf(words, "fail %lld", &number) == 1) {
        budget = number;
        budget_fault = EIO;
    } else if (sscanf(words, "fill %lld", &number) == 1) {
        budget = number;
        budget_fault = ENOSPC;
    } else if (sscanf(words, "readonly %lld", &number) == 1) {
        changes_left = number;
    } else if (sscanf(words, "cut %lld", &number) == 1) {
        changes_left = number;
        is_cut_next = true;
    } else if (!strncmp(words, "short", 5)) {
        is_short = true;
    } else if (!strncmp(words, "lie", 3)) {
        is_lying = true;
    }
}

/* Say what a change meets: 0 where it may go on. */
static int met(void) {
    if (changes_left > 0)
        changes_left--;
    else if (changes_left == 0 && is_cut_next)
        _exit(0);
    else if (changes_left == 0)
        is_readonly = true;
    int fault = is_readonly ? EROFS : budget == 0 ? budget_fault : 0;
    is_touched = is_touched || fault;
    return -fault;
}

/* ---- the calls ---- */

static void *fs_init(struct fuse_conn_info *connection, struct fuse_config *config) {
    (void)connection;
    config->hard_remove = 1;
    config->nullpath_ok = 1;
    config->use_ino = 1;
    config->attr_timeout = config->entry_timeout = config->negative_timeout = 0;
    return NULL;
}

static struct node *node_of(const char *path, struct fuse_file_info *info) {
    if (info && info->fh)
        return (struct node *)(uintptr_t)info->fh;
    return !path ? NULL : !strcmp(path, COMMAND) ? &command : find(path);
}

static int fs_getattr(const char *path, struct stat *told, struct fuse_file_info *info) {
    memset(told, 0, sizeof *told);
    struct node *node = node_of(path, info);
    if (!node)
        return -ENOENT;
    told->st_mode = (node->is_folder ? S_IFDIR : S_IFREG) | node->mode;
    told->st_nlink = node->is_folder ? 2 : 1;
    told->st_ino = node->number;
    told->st_size = node->size;
    told->st_blocks = (node->size + 511) / 512;
    told->st_mtim = told->st_ctim = told->st_atim = node->changed;
    told->st_uid = getuid();
    told->st_gid = getgid();
    return 0;
}

static int fs_readdir(const char *path, void *into, fuse_fill_dir_t fill, off_t offset, struct fuse_file_info *info,
                      enum fuse_readdir_flags flags) {
    (void)offset, (void)flags;
    struct node *folder = node_of(path, info);
    if (!folder)
        return -ENOENT;
    fill(into, ".", NULL, 0, 0);
    fill(into, "..", NULL, 0, 0);
    for (struct entry *entry = folder->entries; entry; entry = entry->next)
        fill(into, entry->name, NULL, 0, 0);
    return 0;
}

static int fs_opendir(const char *path, struct fuse_file_info *info) {
    struct node *folder = find(path);
    if (!folder)
        return -ENOENT;
    info->fh = (uintptr_t)folder;
    return folder->is_folder ? 0 : -ENOTDIR;
}

static int make(const char *path, bool is_folder, mode_t mode, struct node **made) {
    const char *name;
    struct node *folder = folder_of(path, &name);
    int fault = met();
    if (fault)
        return fault;
    if (!folder)
        return -ENOENT;
    if (*place_of(folder, name))
        return -EEXIST;
    *made = new_node(is_folder, mode, 0);
    add(folder, name, *made);
    return 0;
}

static int fs_mkdir(const char *path, mode_t mode) {
    struct node *made;
    return make(path, true, mode, &made);
}

static int fs_create(const char *path, mode_t mode, struct fuse_file_info *info) {
    struct node *made;
    int fault = make(path, false, mode, &made);
    if (!fault)
        info->fh = (uintptr_t)made;
    return fault;
}

static int fs_open(const char *path, struct fuse_file_info *info) {
    struct node *node = node_of(path, NULL);
    info->direct_io = node == &command;
    if (!node)
        return -ENOENT;
    if (is_readonly && node != &command && (info->flags & O_ACCMODE) != O_RDONLY)
        return -EROFS;
    info->fh = (uintptr_t)node;
    return 0;
}

static int fs_read(const char *path, char *into, size_t size, off_t offset, struct fuse_file_info *info) {
    struct node *node = node_of(path, info);
    if (node == &command)
        return offset ? 0 : snprintf(into, size, "%s", is_touched ? "touched" : "untouched");
    if (!node || (size_t)offset >= node->size)
        return 0;
    if (size > node->size - offset)
        size = node->size - offset;
    memcpy(into, node->bytes + offset, size);
    return size;
}

static int fs_write(const char *path, const char *from, size_t size, off_t offset, struct fuse_file_info *info) {
    struct node *node = node_of(path, info);
    if (node == &command) {
        char words[64] = {0};
        memcpy(words, from, size < sizeof words - 1 ? size : sizeof words - 1);
        obey(words);
        return size;
    }
    int fault = met();
    if (fault)
        return fault;
    if (!node)
        return -ENOENT;
    if (is_short && size > 1)
        size = size / 2;
    if (budget >= 0) {
        if ((long long)size > budget)
            size = budget;
        budget -= size;
    }
    if (offset + size > node->size && (fault = resize(node, offset + size)))
        return fault;
    memcpy(node->bytes + offset, from, size);
    clock_gettime(CLOCK_REALTIME, &node->changed);
    return size;
}

static int fs_truncate(const char *path, off_t size, struct fuse_file_info *info) {
    struct node *node = node_of(path, info);
    int fault = node == &command ? 0 : met();
    if (fault || node == &command)
        return fault;
    return node ? resize(node, size) : -ENOENT;
}

static int fs_unlink(const char *path) {
    const char *name;
    struct node *folder = folder_of(path, &name);
    int fault = met();
    if (fault == -ENOSPC)
        fault = 0;
    if (fault)
        return fault;
    struct entry **place = folder ? place_of(folder, name) : NULL;
    if (!place || !*place)
        return -ENOENT;
    drop(place);
    clock_gettime(CLOCK_REALTIME, &folder->changed);
    return 0;
}

static int fs_rmdir(const char *path) {
    struct node *node = find(path);
    return node && node->entries ? -ENOTEMPTY : fs_unlink(path);
}

static int fs_rename(const char *path, const char *to, unsigned int flags) {
    const char *name, *new_name;
    struct node *folder = folder_of(path, &name), *into = folder_of(to, &new_name);
    int fault = met();
    if (fault)
        return fault;
    if (flags || !folder || !into)
        return flags ? -EINVAL : -ENOENT;
    struct entry **place = place_of(folder, name);
    if (!*place)
        return -ENOENT;
    struct node *node = (*place)->node;
    drop(place);
    if (*(place = place_of(into, new_name)))
        drop(place);
    add(into, new_name, node);
    return 0;
}

static int fs_fsync(const char *path, int only_bytes, struct fuse_file_info *info) {
    (void)only_bytes;
    struct node *node = node_of(path, info);
    int fault = met();
    if (fault || is_lying || !node)
        return fault;
    return keep(node->is_folder ? 'd' : 'f', node);
}

static int fs_statfs(const char *path, struct statvfs *told) {
    (void)path;
    memset(told, 0, sizeof *told);
    long long left = budget_fault == ENOSPC ? budget : 1LL << 30;
    told->f_bsize = told->f_frsize = 4096;
    told->f_blocks = (1LL << 31) / 4096;
    told->f_bfree = told->f_bavail = left / 4096;
    told->f_namemax = LONGEST_NAME - 1;
    return 0;
}

static int fs_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *info) {
    struct node *node = node_of(path, info);
    if (node)
        node->changed = times[1];
    return is_readonly ? -EROFS : 0;
}

static int fs_chmod(const char *path, mode_t mode, struct fuse_file_info *info) {
    struct node *node = node_of(path, info);
    if (node)
        node->mode = mode & 07777;
    return is_readonly ? -EROFS : 0;
}

static int fs_chown(const char *path, uid_t user, gid_t group, struct fuse_file_info *info) {
    (void)path, (void)user, (void)group, (void)info;
    return 0;
}

static const struct fuse_operations operations = {
    .init = fs_init,
    .getattr = fs_getattr,
    .readdir = fs_readdir,
    .opendir = fs_opendir,
    .mkdir = fs_mkdir,
    .create = fs_create,
    .open = fs_open,
    .read = fs_read,
    .write = fs_write,
    .truncate = fs_truncate,
    .unlink = fs_unlink,
    .rmdir = fs_rmdir,
    .rename = fs_rename,
    .fsync = fs_fsync,
    .fsyncdir = fs_fsync,
    .statfs = fs_statfs,
    .utimens = fs_utimens,
    .chmod = fs_chmod,
    .chown = fs_chown,
};

int main(int count, char *words[]) {
    if (count != 3)
        return 2;
    snprintf(backing, sizeof backing, "%s", words[1]);
    root = new_node(true, 0755, 1);
    command.mode = 0666;
    load(root);
    char *arguments[] = {words[0], words[2], "-f", "-s", NULL};
    return fuse_main(4, arguments, &operations, NULL);
}
