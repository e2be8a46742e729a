const data = "{{ api_address }}";
const answer = await fetch(`${data}/en/rules/travel-rule.json`);
const { record, state, sources } = await answer.json();
console.log(record.title, state.is, sources[0].url);
