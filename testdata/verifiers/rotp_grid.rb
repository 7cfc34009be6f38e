# rotp: drift_behind and drift_ahead, in seconds.
begin
  require "rotp"
rescue LoadError
  warn "ruby-rotp"
  exit 69
end

STDIN.each_line do |line|
  period, past, future, at, code = line.split
  totp = ROTP::TOTP.new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", interval: period.to_i)
  matched = totp.verify(code, drift_behind: past.to_i, drift_ahead: future.to_i, at: Time.at(at.to_i))
  puts matched ? 1 : 0
end
