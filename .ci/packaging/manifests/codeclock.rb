class Codeclock < Formula
  desc "Find out whether a clock is why login codes are refused"
  homepage "@BASE@"
  version "@VERSION@"

  on_macos do
    on_arm do
      url "@BASE@/codeclock_@VERSION@_darwin_arm64.tar.gz"
      sha256 "@SUM:codeclock_@VERSION@_darwin_arm64.tar.gz@"
    end
    on_intel do
      url "@BASE@/codeclock_@VERSION@_darwin_amd64.tar.gz"
      sha256 "@SUM:codeclock_@VERSION@_darwin_amd64.tar.gz@"
    end
  end

  on_linux do
    on_arm do
      url "@BASE@/codeclock_@VERSION@_linux_arm64.tar.gz"
      sha256 "@SUM:codeclock_@VERSION@_linux_arm64.tar.gz@"
    end
    on_intel do
      url "@BASE@/codeclock_@VERSION@_linux_amd64.tar.gz"
      sha256 "@SUM:codeclock_@VERSION@_linux_amd64.tar.gz@"
    end
  end

  def install
    bin.install "codeclock"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/codeclock.bash" => "codeclock"
    zsh_completion.install "completions/codeclock.zsh" => "_codeclock"
    fish_completion.install "completions/codeclock.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/codeclock --version")
    assert_match "WRONG", shell_output("#{bin}/codeclock check --demo")
  end
end
