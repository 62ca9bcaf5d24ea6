#include "base/file_system.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/vfs.h>

const char *file_system_remote_kind(const char *path)
{
    static const struct {
        uint32_t magic;
        const char *name;
    } kinds[] = {
        {0x6969, "NFS"},
        {0x517b, "SMB"},
        {0xff534d42, "CIFS"},
        {0xfe534d42, "SMB 2"},
        {0x01021997, "9P"},   /* drives of Windows under WSL 2, folders of virtual machines */
        {0x65735546, "FUSE"}, /* sshfs, folders shared with containers on a desktop */
        {0x786f4256, "a folder shared by VirtualBox"},
        {0x5346414f, "AFS"},
        {0x00c36400, "Ceph"},
        {0x73757245, "Coda"},
        {0x53464846, "a drive of Windows"}, /* WSL 1 */
    };
    struct statfs info;
    bool there = statfs(path, &info) == 0;
    for (size_t i = 0; there && i < sizeof kinds / sizeof kinds[0]; i++) {
        if ((uint32_t)info.f_type == kinds[i].magic) {
            return kinds[i].name;
        }
    }
    return NULL;
}
