# Sourced by ./run: the native libraries of WeasyPrint (Pango, HarfBuzz), without which there are no PDF files.
# Present on the system: nothing to do. As root: from apt. Otherwise: unpacked into .runtime/native, system untouched.
# Where none of this works the software runs all the same and says that PDF is not available.
N=$R/native
PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

native_present() {
    libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 1
    for l in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
        case $libraries in *"$l"*) ;; *) return 1;; esac
    done
}

native_by_root() {
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $PACKAGES; } >"$N/log" 2>&1
}

# Chained by &&, because `set -e` does not count inside a condition.
native_unpacked() {
    apt="apt-get -qq -o Dir::State::lists=$N/state/lists -o Dir::Cache=$N/cache -o Dir::Log=$N -o Debug::NoLocking=1"
    mkdir -p "$N/state/lists/partial" "$N/cache/archives/partial" "$N/debs" "$N/root" &&
        $apt update >"$N/log" 2>&1 &&
        wanted=$($apt install -s --no-install-recommends $PACKAGES 2>>"$N/log" | sed -n 's/^Inst \([^ ]*\).*/\1/p') &&
        [ -n "$wanted" ] &&
        (cd "$N/debs" && $apt download $wanted) >>"$N/log" 2>&1 &&
        for d in "$N"/debs/*.deb; do dpkg-deb -x "$d" "$N/root" || return 1; done &&
        rm -rf "$N/state" "$N/cache" "$N/debs" &&
        # Without a configuration of its own Pango stops the process.
        printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n' \
            "$N/root/usr/share/fonts" /usr/share/fonts "$N/fccache" >"$N/fonts.conf" &&
        touch "$N/ok"
}

if [ ! -e "$N/ok" ] && [ ! -e "$N/unavailable" ] && ! native_present; then
    mkdir -p "$N"
    say "installing the libraries that PDF needs"
    if command -v apt-get >/dev/null; then
        { [ "$(id -u)" = 0 ] && native_by_root; } || native_unpacked || touch "$N/unavailable"
    else
        touch "$N/unavailable"
    fi
fi
if [ -e "$N/ok" ]; then
    export FONTCONFIG_FILE="$N/fonts.conf"
    export LD_LIBRARY_PATH="$N/root/usr/lib/$(uname -m)-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
elif [ -e "$N/unavailable" ]; then
    say "PDF is not available: Pango could not be installed (.runtime/native/log says why; remove .runtime/native to try again)"
fi
