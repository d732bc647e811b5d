# setup.bash - what scripts/demo and scripts/test share: packages, configure, build.
#
# Sourced, by bash. Quiet when all goes well; on failure one line that says what to do, with the end
# of build/setup.log where that helps. Works from any directory.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
log=$build/setup.log
me=scripts/$(basename "$0")

say() {
	printf '%s\n' "$*" >&2
}

die() {
	say "$me: error: $*"
	exit 1
}

# Runs a command into the log; shows the log's end if it fails.
logged() {
	local what=$1
	shift
	printf '\n$ %s\n' "$*" >>"$log"
	if ! "$@" >>"$log" 2>&1; then
		tail -n 40 "$log" >&2
		die "$what failed; all of its output is in $log"
	fi
}

# Names on the lines of scripts/packages that match a pattern.
packages() {
	sed -nE "/$1/s/[[:space:]]*#.*//p" "$root/scripts/packages" | grep . || true
}

# A command of a package's own name will do, wherever it comes from: a Node.js that is not Debian's
# brings an npm with which Debian's conflicts.
missing_packages() {
	local name
	for name in "$@"; do
		[[ $name == npm ]] && command -v npm >/dev/null && continue
		[[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
			echo "$name"
	done
}

as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

can_be_root() {
	[[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o APT::Update::Error-Mode=any \
		-o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1
}

# Installs what is missing of the packages named. A system without dpkg has to bring its own.
install_packages() {
	local missing
	command -v dpkg-query >/dev/null || return 0
	mapfile -t missing < <(missing_packages "$@")
	((${#missing[@]})) || return 0
	can_be_root || die "these packages are missing; install them with: sudo apt-get install ${missing[*]}"
	say "$me: installing ${missing[*]}"
	apt update || die "apt-get update failed: is there a network? See $log"
	apt install -y --no-install-recommends "${missing[@]}" ||
		die "apt-get could not install them: is there a network? See $log"
}

# Words are passed on to cmake. Unless the caller chose them, the compilers are those that we ask for.
configure() {
	local generator=()
	if [[ ! -e $build/CMakeCache.txt ]] && command -v ninja >/dev/null; then
		generator=(-G Ninja)
	fi
	logged "configuring" env CC="${CC:-gcc-12}" CXX="${CXX:-g++-12}" \
		cmake "${generator[@]}" -S "$root" -B "$build" "$@"
}

# Builds the targets named, or everything.
build() {
	logged "building" cmake --build "$build" --parallel "$(nproc)" ${1:+--target "$@"}
}

begin() {
	mkdir -p "$build"
	: >"$log"
}
