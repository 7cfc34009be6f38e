package main

const installHelp = `A release is a folder of files, wherever you had this program from; its
SHA256SUMS lists them all. VERSION and ARCH below stand for yours (ARCH:
amd64 on most computers, arm64 on Macs since 2020 and some others).

Windows
  codeclock_VERSION_windows_ARCH.zip    unpack it, double-click
                                        codeclock.exe: the window stays
  codeclock_VERSION_windows_amd64.msi   installs it for you alone, in
                                        the Start menu; no administrator
                                        is needed
  codeclock.scoop.json                  scoop install, with this file
  codeclock.codeclock.*.yaml            winget install --manifest, with
                                        the folder of these three
macOS
  codeclock.rb                          brew install, from a tap with it
  codeclock_VERSION_darwin_ARCH.tar.gz  unpack it, run ./codeclock
Linux
  codeclock_VERSION_ARCH.deb            sudo apt install ./FILE
  codeclock-VERSION-1.MACHINE.rpm       sudo dnf install ./FILE
  codeclock_VERSION_linux_ARCH.tar.gz   unpack it, run ./codeclock
  codeclock_VERSION_image_ARCH.tar      podman load -i FILE; it runs as
                                        nobody and holds nothing else
CI
  action/action.yml                     a composite GitHub Action

The packages bring man pages, completions, and a timer that is off until
"systemctl enable --now codeclock.timer" ("codeclock help fleet").

Did it arrive whole?
  Windows PowerShell  Get-FileHash FILE
  macOS               shasum -a 256 FILE
  Linux               sha256sum FILE
The sum must be the one in SHA256SUMS. The sums show damage. They are
not signed: they are as good as the place that you had them from.

Completions without a package
  bash        source <(codeclock completion bash)
  zsh         codeclock completion zsh > "${fpath[1]}/_codeclock"
  fish        codeclock completion fish | source
  PowerShell
    codeclock completion powershell | Out-String | Invoke-Expression

".ci/release VERSION" in the source makes all of it: the same commit
gives the same bytes.`
