#!/usr/bin/env bash
# install_system_packages.sh GROUP...: installs what is missing of the groups in system-packages.txt.
# Does nothing, and needs no rights, when nothing is missing.
set -euo pipefail

list="$(dirname "$0")/system-packages.txt"
groups=" $* "
wanted=()
while read -r group package; do
  [[ $groups == *" $group "* ]] && wanted+=("$package")
done < <(grep -v '^#' "$list" | grep .)

if [[ ${SYSTEM_PACKAGES:-} == skip ]]; then
  exit 0
fi

family=unknown
if [[ -r /etc/os-release ]]; then
  family=$(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}")
fi
if [[ " $family " != *" debian "* && " $family " != *" ubuntu "* ]] || ! command -v apt-get dpkg-query > /dev/null; then
  {
    echo "Navette installs its system packages by itself on Debian and Ubuntu only; this system is neither."
    echo "Install what these Debian packages hold by the means of your system:"
    printf '  %s\n' "${wanted[@]}"
    echo "then say so: SYSTEM_PACKAGES=skip make ..."
  } >&2
  exit 1
fi

present=" $(dpkg-query --show --showformat='${db:Status-Status}:${Package} ' "${wanted[@]}" 2> /dev/null || true)"
missing=()
for package in "${wanted[@]}"; do
  [[ $present == *" installed:$package "* ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
  exit 0
fi

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo > /dev/null; then
    echo "These system packages are missing, and only root may install them (there is no sudo). As root:" >&2
    echo "  apt-get update && apt-get install --yes ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing system packages: ${missing[*]}"
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"  # apt-get fails without, and a short PATH may lack them
"${as_root[@]}" apt-get -qq update < /dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --yes \
  --no-install-recommends "${missing[@]}" < /dev/null
