-- Underlaget till elevhälsoteamets möte efter varje varv, en sida för varje årskurs. Kopiera och ändra.
return report {
  id = "lindbackaskolan/eht-underlag", version = "1.0.0", license = "MIT",
  title   = "EHT-underlag årskurs {year_group}, varv {cycle}",
  per     = "year_group",
  reads   = { "results", "interventions" },
  options = { option.share("limit", 0.25, "Ta med ett kriterium när minst så stor andel av eleverna inte når det") },

  draw = function(here, page, opt)
    local hard = here:hard_criteria { share = at_least(opt.limit) }
    page [[
      {pupils|elev|elever}, varav {unassessed} utan bedömning

      ## Kriterier som eleverna har svårt att nå
    ]]
    page:bars(hard, { label = "label", value = "share", title = "Andel som inte når kriteriet" })
    page:table(hard, { "subject", "label", "missed", "assessed", { "trend", "Sedan sist" } })

    page "## Insatser att utvärdera"
    page:table(here:interventions():due(), { "target", "title", "weeks", "follows_up", { "decision", "Beslut" } })
    page:lines(4, "Skäl, och vem som återkopplar och följer upp")
  end,
}
