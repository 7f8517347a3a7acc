-- Lindbackaskolans korta dialog för de varv då tiden är knapp: en fråga bakåt, en för det svåraste kriteriet, en framåt.
return dialogue {
  id = "lindbackaskolan/kort-dialog", version = "1.0.0", license = "MIT",
  title   = "Kort resultatdialog {subject} {group}, varv {cycle}",
  with    = "teacher", per = "teaching",
  reads   = { "results", "dialogues" },
  options = { option.share("limit", 0.25, "Ta upp ett kriterium när minst så stor andel av eleverna inte når det") },

  ask = function(here, form, opt)
    local last = here:previous()
    if last and last.answer.next then
      form(last "I varv {cycle} tänkte du: ”{answer.next}”")
      form:choice("effect", "Hur gick det?", {
        { "yes", "Fler når kriteriet" }, { "partly", "Några fler" }, { "no", "Ingen skillnad" },
        { "not_done", "Det blev inte av" },
      })
    end

    local hardest = here:hard_criteria { share = at_least(opt.limit) }:first(1)
    for c in hardest:each() do
      local question = c "{missed} av {assessed} når inte *{label}*. Vad ändrar du i undervisningen?"
      form:text("change", question, { about = c, required = true })
    end
    form:plan("next", "Vad gör du till nästa varv?", { owner = here.teacher, aims = hardest, due = "next_cycle" })
  end,
}
