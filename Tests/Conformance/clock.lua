local show = ...

show("time of fields",
  os.time({ year = 2026, month = 3, day = 29, hour = 12 }),
  os.time({ year = 1970, month = 1, day = 1, hour = 0 }))
show("fields are normalised",
  (function() local t = { year = 2026, month = 14, day = -3, hour = 30 } os.time(t) return t.year, t.month, t.day, t.hour, t.yday, t.wday, t.isdst end)())
show("default hour", os.time({ year = 2026, month = 1, day = 1 }))
show("date fields",
  (function() local t = os.date("!*t", 951782400) return t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst end)())
show("date formats",
  os.date("!%Y-%m-%d %H:%M:%S", 951782400), os.date("!%a %A %b %B %d %j %p %y %%", 951782400),
  os.date("!%D %F %R %T %e %I", 951782400))
show("date weeks",
  os.date("!%U %V %W %u %w %G %g", 951782400), os.date("!%V %G", 1735603200), os.date("!%C %h", 951782400))
show("date defaults", os.date("!%c", 951782400), os.date("!%x %X %r", 951782400), os.date("!%n%t", 0))
show("date before 1970", os.date("!%Y-%m-%d", -1), os.date("!%Y-%m-%d", -2203891200))
show("difftime", os.difftime(10, 4), os.difftime(4, 10))
show("kinds", math.type(os.time()), type(os.date()), math.type(os.clock()))
