-- Varje insats ska ha någon som följer upp. Saknas det blir det elevens mentor.
return task {
  id = "lindbackaskolan/uppfoljare", version = "1.0.0", license = "MIT",
  title  = "Mentorn följer upp insatser som saknar uppföljare",
  reads  = { "interventions", "pupils", "staff" }, writes = { "interventions" },

  work = function(here, change)
    for i in here:interventions():running():where { follows_up = missing }:each() do
      local mentor, why = i:mentor()
      if mentor then change:intervention(i, { follows_up = mentor }) else change:note(i, why) end
    end
  end,
}
