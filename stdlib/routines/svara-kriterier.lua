-- Sammanställningen före resultatdialogerna: vilka kriterier är svåra, i vilka ämnen och grupper, och vad har hänt
-- sedan förra varvet? Andelen räknas på de elever som är bedömda; hur många de är står bredvid.
return report {
  id = "varv/svara-kriterier", version = "1.0.0", license = "MIT",
  title   = "Svåra kriterier per ämne och grupp, varv {cycle}",
  reads   = { "results" },
  options = {
    option.share("limit", 0.25, "Ta med ett kriterium när minst så stor andel av de bedömda eleverna inte når det"),
    option.share("moved", 0.15, "Räkna det som en ändring när andelen flyttat sig minst så mycket sedan förra varvet"),
    option.integer("most", 10, "Så många kriterier visas högst i varje diagram och lista över ändringar"),
  },

  draw = function(here, page, opt)
    local hard = here:hard_criteria { share = at_least(opt.limit) }
    local groups = here:hard_criteria_by_group { share = at_least(opt.limit) }

    page [[
      {pupils|elev|elever}, varav {unassessed} utan bedömning
    ]]
    if here:hard_criteria():count() == 0 then
      page "Det finns inga bedömningar i varv {cycle} än. Läs in dem först."
      return
    end

    page "## Ämne för ämne"
    if hard:count() == 0 then
      page "Inget kriterium vars tal visas når gränsen. Se efter längst ned om något är på väg åt fel håll."
    else
      page:bars(hard:first(opt.most), { label = "label", value = "share", title = "Andel som inte når kriteriet" })
      page:table(hard, {
        { "subject_name", "Ämne" }, { "label", "Kriterium" }, { "missed", "Når inte" }, { "assessed", "Bedömda" },
        { "share", "Andel" }, { "trend", "Sedan sist" },
      })
    end

    page "## Grupp för grupp"
    if groups:count() == 0 then
      page "Ingen grupp vars tal visas når gränsen för något kriterium."
    else
      page:table(groups:sort("subject_name"), {
        { "subject_name", "Ämne" }, { "group", "Grupp" }, { "label", "Kriterium" }, { "missed", "Når inte" },
        { "assessed", "Bedömda" }, { "share", "Andel" }, { "trend", "Sedan sist" },
      })
      page "Är ett kriterium svårt i en grupp men inte i de andra är det en fråga om undervisningen just där."
    end

    -- Ändringarna tas ur alla kriterier, inte bara de svåra: det som har blivit bra ska också synas.
    local changes = {
      { "## Fler når kriteriet nu", { trend = at_most(-opt.moved) }, "Fråga läraren vad som gjorde skillnad." },
      { "## Färre når kriteriet nu", { trend = at_least(opt.moved) }, "Ta upp det i dialogen även om gränsen inte är nådd." },
    }
    for _, change in ipairs(changes) do
      local moved = here:hard_criteria_by_group(change[2])
      if moved:count() > 0 then
        page(change[1])
        page:table(moved:sort("trend"):first(opt.most), {
          { "subject_name", "Ämne" }, { "group", "Grupp" }, { "label", "Kriterium" },
          { "previous", "Förra varvet" }, { "share", "Nu" }, { "trend", "Ändring" },
        })
        page(change[3])
      end
    end
  end,
}
