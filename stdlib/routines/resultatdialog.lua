-- Resultatdialogen mellan skolledning och lärare, en för varje lärare, ämne och grupp.
-- Frågorna handlar om undervisningen och vad läraren ändrar i den, inte om vad eleverna saknar. Orden är våra egna; upplägget
-- följer Skolverkets stöd "Arbeta strukturerat med resultatuppföljning" (ledarhandling 5, uppdaterat 2025-08-29).
return dialogue {
  id = "varv/resultatdialog", version = "1.0.0", license = "MIT",
  title   = "Resultatdialog {subject} {group}, varv {cycle}",
  with    = "teacher", per = "teaching",
  reads   = { "results", "dialogues" },
  options = {
    option.share("limit", 0.25, "Ta upp ett kriterium när minst så stor andel av eleverna inte når det"),
    option.integer("most", 3, "Så många kriterier tas upp, de svåraste först"),
  },

  ask = function(here, form, opt)
    local last = here:previous()
    if last and last.answer.next then
      form "## Sedan sist"
      form(last "I varv {cycle} tänkte du: ”{answer.next}”")
      form:choice("effect", "Hur gick det?", {
        { "yes", "Fler når kriteriet" }, { "partly", "Några fler" }, { "no", "Ingen skillnad" },
        { "not_done", "Det blev inte av" },
      })
      form:text("evidence", "Vad i undervisningen gjorde skillnad, eller varför blev det ingen? Vad bygger du det på?")
      form:choice("keep", "Hur går du vidare med det?", {
        { "intensify", "Gör mer av det" }, { "change", "Gör på ett annat sätt" }, { "remove", "Slutar med det" },
      })
    end

    local hard = here:hard_criteria { share = at_least(opt.limit) }:first(opt.most)
    form "## Kriterier som eleverna har svårt att nå"
    if hard:count() == 0 then
      form "Inget kriterium når gränsen i den här gruppen. Det är också ett resultat."
      form:text("worked", "Vad i din undervisning vill du att andra får höra om?")
    end
    for c in hard:each() do
      local question = c "{missed} av {assessed} når inte *{label}*. Vad ändrar du i undervisningen?"
      form:text("change", question, { about = c, required = true })
    end
    form:text("pattern", "Ser du ett mönster i det som är svårt? Vad i undervisningen kan det hänga ihop med?")
    form:choice("reach", "Var börjar du?", {
      { "whole_group", "I undervisningen för hela gruppen" }, { "part", "I undervisningen för en del av gruppen" },
      { "assessment", "I hur jag visar vad som krävs och bedömer det" },
      { "frame", "I ramarna: tid, lokal, läromedel, arbetssätt" },
    })

    form "## Till nästa varv"
    form:plan("next", "Vad gör du?", { owner = here.teacher, aims = hard, due = "next_cycle" })
    form:text("sign", "Hur märker du före nästa varv att det gör skillnad?", { required = true })
    form:text("support", "Vad behöver du av skolledning, kollegor eller elevhälsa för att det ska bli av?")
    form:choice("area", "Är det här något som hela skolan behöver arbeta med?", {
      { "yes", "Ja" }, { "subject", "I ämnet" }, { "no", "Nej" },
    })
  end,
}
