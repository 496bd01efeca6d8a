# The same 43 questions as in rules.guard. Invented, for measuring alone: they are no criteria of Garant.
package main

import rego.v1

deny contains "declaration.by is not as asked" if not declaration_by

declaration_by if input["declaration"]["by"] != ""

deny contains "declaration.role is not as asked" if not declaration_role

declaration_role if input["declaration"]["role"] == "Director"

deny contains "declaration.organisation is not as asked" if not declaration_organisation

declaration_organisation if input["declaration"]["organisation"] != ""

deny contains "declaration.on is not as asked" if not declaration_on

declaration_on if input["declaration"]["on"] != ""

deny contains "system.id is not as asked" if not system_id

system_id if input["system"]["id"] != ""

deny contains "system.name is not as asked" if not system_name

system_name if input["system"]["name"] != ""

deny contains "system.version is not as asked" if not system_version

system_version if input["system"]["version"] != ""

deny contains "system.provider is not as asked" if not system_provider

system_provider if input["system"]["provider"] != ""

deny contains "system.summary is not as asked" if not system_summary

system_summary if input["system"]["summary"] != ""

deny contains "system.acts-as is not as asked" if not system_acts_as

system_acts_as if input["system"]["acts-as"] in ["both", "none-of-these", "other"]

deny contains "system.phase is not as asked" if not system_phase

system_phase if input["system"]["phase"] == "design"

deny contains "system.significant-change is not as asked" if not system_significant_change

system_significant_change if input["system"]["significant-change"] == true

deny contains "system.contact is not as asked" if not system_contact

system_contact if input["system"]["contact"] != ""

deny contains "intended-use.purpose is not as asked" if not intended_use_purpose

intended_use_purpose if input["intended-use"]["purpose"] != ""

deny contains "intended-use.care-problem is not as asked" if not intended_use_care_problem

intended_use_care_problem if input["intended-use"]["care-problem"] != ""

deny contains "intended-use.care-problem-basis is not as asked" if not intended_use_care_problem_basis

intended_use_care_problem_basis if input["intended-use"]["care-problem-basis"] in ["measured-on-site", "none-of-these", "other"]

deny contains "intended-use.expected-benefit is not as asked" if not intended_use_expected_benefit

intended_use_expected_benefit if input["intended-use"]["expected-benefit"] != ""

deny contains "intended-use.benefit-for is not as asked" if not intended_use_benefit_for

intended_use_benefit_for if every one in input["intended-use"]["benefit-for"] { one in ["Nurses", "childhood", "patients", "professionals", "relatives"] }

deny contains "intended-use.benefit-before is not as asked" if not intended_use_benefit_before

intended_use_benefit_before if input["intended-use"]["benefit-before"] >= 20

deny contains "intended-use.benefit-expected is not as asked" if not intended_use_benefit_expected

intended_use_benefit_expected if input["intended-use"]["benefit-expected"] >= 8

deny contains "intended-use.care-stage is not as asked" if not intended_use_care_stage

intended_use_care_stage if input["intended-use"]["care-stage"] == "diagnosis"

deny contains "intended-use.decision-role is not as asked" if not intended_use_decision_role

intended_use_decision_role if input["intended-use"]["decision-role"] == "inform"

deny contains "intended-use.users is not as asked" if not intended_use_users

intended_use_users if every one in input["intended-use"]["users"] { one in ["Nurses", "Sonographers", "childhood", "relatives"] }

deny contains "intended-use.population is not as asked" if not intended_use_population

intended_use_population if input["intended-use"]["population"] != ""

deny contains "intended-use.age-min is not as asked" if not intended_use_age_min

intended_use_age_min if input["intended-use"]["age-min"] >= 20

deny contains "intended-use.age-max is not as asked" if not intended_use_age_max

intended_use_age_max if input["intended-use"]["age-max"] <= 40

deny contains "intended-use.vulnerable-people is not as asked" if not intended_use_vulnerable_people

intended_use_vulnerable_people if every one in input["intended-use"]["vulnerable-people"] { one in ["Nurses", "childhood", "pregnancy", "relatives"] }

deny contains "intended-use.mental-health is not as asked" if not intended_use_mental_health

intended_use_mental_health if input["intended-use"]["mental-health"] == true

deny contains "qualification.medical-device is not as asked" if not qualification_medical_device

qualification_medical_device if input["qualification"]["medical-device"] == true

deny contains "qualification.device-class is not as asked" if not qualification_device_class

qualification_device_class if input["qualification"]["device-class"] in ["mdr-iia", "none-of-these", "other"]

deny contains "qualification.notified-body is not as asked" if not qualification_notified_body

qualification_notified_body if input["qualification"]["notified-body"] == false

deny contains "qualification.in-house is not as asked" if not qualification_in_house

qualification_in_house if input["qualification"]["in-house"] == true

deny contains "qualification.qualified-on is not as asked" if not qualification_qualified_on

qualification_qualified_on if input["qualification"]["qualified-on"] != ""

deny contains "qualification.learned-from-massive-data is not as asked" if not qualification_learned_from_massive_data

qualification_learned_from_massive_data if input["qualification"]["learned-from-massive-data"] == true

deny contains "qualification.continuous-learning is not as asked" if not qualification_continuous_learning

qualification_continuous_learning if input["qualification"]["continuous-learning"] == false

deny contains "governance.accountable-function is not as asked" if not governance_accountable_function

governance_accountable_function if input["governance"]["accountable-function"] != ""

deny contains "governance.may-suspend is not as asked" if not governance_may_suspend

governance_may_suspend if input["governance"]["may-suspend"] == true

deny contains "data.personal is not as asked" if not data_personal

data_personal if input["data"]["personal"] == true

deny contains "data.outside-care is not as asked" if not data_outside_care

data_outside_care if input["data"]["outside-care"] == true

deny contains "data.dpia.on is not as asked" if not data_dpia_on

data_dpia_on if input["data"]["dpia"]["on"] != ""

deny contains "model.kind is not as asked" if not model_kind

model_kind if input["model"]["kind"] != ""

deny contains "model.learning is not as asked" if not model_learning

model_learning if input["model"]["learning"] == "continuous"

deny contains "model.threshold is not as asked" if not model_threshold

model_threshold if input["model"]["threshold"] >= 0.8
