# Random command lines and @files, sensible and not: memcc ends with 0 or 1 and never by a signal.
. "$(dirname "$0")/support.bash"
command -v python3 >/dev/null || skip "no python3"
pretend
printf '#!/bin/bash\n[[ "$*" != *-dM* ]] || exec "${0%%/*}/gcc-12" "$@"\n' >pretended/silent
chmod +x pretended/silent
MEMCC_CC=silent python3 - "$memcc" <<'EOF' || die "see above"
import random, subprocess, sys
random.seed(1)
words = """-c -S -E -o -x c none a.c a.o -fmemprof -fmemprof=all -fmemprof= -fmemprof-list=/etc/passwd
  -fno-memprof @r @ -- - -l m -shared -static -r -Wl, -Wl,,,-r -Xlinker -fsanitize= -fsanitize=address,,leak
  -fno-sanitize=all -M -D --memcc-cc=silent --memcc-launch -m32 -x --target= -target --memcc-""".split() + ['']
def odd():
    return bytes(random.randrange(1, 256) for _ in range(random.randrange(30)))
for _ in range(400):
    line = [random.choice(words) for _ in range(random.randrange(9))] + ([odd()] if random.random() < .3 else [])
    with open('r', 'wb') as file:
        file.write(odd() + b'\0' + odd() if random.random() < .5 else
                   ' '.join(random.choice(words) for _ in range(6)).encode())
    ended = subprocess.run([sys.argv[1]] + line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE)
    if ended.returncode not in (0, 1):
        sys.exit(f'{line} with @r {open("r", "rb").read()}: {ended.returncode}: {ended.stderr}')
EOF
