-- sqlite3 korea-crypto-rules.sqlite
SELECT r.rule_id, v.applies_from, v.value_text_en, s.publisher
FROM rules r
JOIN rule_values v USING (rule_id)
JOIN sources s ON s.source_id = v.source_id
WHERE r.rule_id = 'travel-rule'
ORDER BY v.applies_from;
