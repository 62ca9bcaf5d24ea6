#include "selftest/structure_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/json_text.h"

void structure_write_coverage(const struct structure *structure, struct text *out)
{
    const struct structure_coverage *coverage = &structure->coverage;
    if (coverage->sentences > 0) {
        text_format(out, "contract %zu sentences: %zu with a mutant, %zu explained",
                    coverage->sentences, coverage->tested, coverage->explained);
    }
}

void structure_write_findings(const struct structure *structure, const struct report_style *style,
                              size_t indent, struct text *out)
{
    for (int breaking = 1; breaking >= 0; breaking--) {
        for (size_t i = 0; i < structure->count; i++) {
            const struct structure_finding *finding = &structure->findings[i];
            if (finding->breaks != (breaking == 1)) {
                continue;
            }
            AUTO_FREE char *words = memory_format("%s: %s", finding->place, finding->sentence);
            text_append_repeated(out, ' ', indent - 2);
            report_style_append(style, out, finding->breaks ? TONE_BAD : TONE_WARN,
                                finding->breaks ? "broken" : "warning");
            text_append(out, " ");
            report_style_wrap(style, out, indent, words);
            text_append(out, "\n");
        }
    }
}

json_t *structure_to_json(const struct structure *structure)
{
    if (!structure->examined) {
        return json_null();
    }
    json_t *findings = json_array();
    for (size_t i = 0; i < structure->count; i++) {
        const struct structure_finding *finding = &structure->findings[i];
        json_array_append_new(findings, json_pack("{s:s, s:o, s:o}", "status",
                                                  finding->breaks ? "fail" : "warning", "place",
                                                  json_text(finding->place), "sentence",
                                                  json_text(finding->sentence)));
    }
    return json_pack("{s:{s:I, s:I, s:I}, s:o}", "contract", "sentences",
                     (json_int_t)structure->coverage.sentences, "tested",
                     (json_int_t)structure->coverage.tested, "explained",
                     (json_int_t)structure->coverage.explained, "findings", findings);
}
