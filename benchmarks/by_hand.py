"""The yardstick: what a careful programmer would write by hand to score this one bank, for speed and nothing else.

Nothing here knows of banks: questions, options, points and thresholds of the shipped bank stand in the code. Of each
question two things are told apart: what is surely so, and what may be so as long as an answer is open.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Get = Callable[[str], Any]
Marks = Collection[str]

OPEN = {None, "not_sure", "rather_not_say", "does_not_apply", "skipped"}
PAIN = {"often", "sometimes"}
NEVER = "rarely"
NOTHING = ["none"]

OFTEN = {"often": 2, "sometimes": 1, "rarely": 0}.get
TROUBLE = {"a_lot": 2, "some": 1, "no": 0}.get
INFLAM = {"second_half", "skin", "eye", "bowel", "heel", "family"}
ANY = {
    *INFLAM,
    "give_way",
    "lift",
    "hands",
    "sitting",
    "standing",
    "stairs",
    "low",
    "cross",
    "active",
    "bending",
    "rest",
}
ANY |= {"sit_down", "moving", "foot", "thigh", "weak", "young_start", "back_dx", "steroid", "alcohol"}
PAST = {"hip_dx": 4, "child_hip": 4, "hip_injury": 2, "family": 2, "knee_oa": 2}

ROUTINE, SOON, SAME_DAY, EMERGENCY = range(4)
WORDS = "routine", "soon", "same_day", "emergency"

# fmt: off
EMERGENCIES = {
    "nerve_now": ("saddle", "pee", "bowel", "both_legs", "weak_leg"),
    "injury_now": ("crash", "no_weight", "leg_turned", "hip_metal_sudden", "thinner_fall", "thinner_leg"),
    "body_now": ("sudden_pain", "chest", "very_ill", "hot_hip", "cold_leg", "leg_and_breath"),
    "other_now": ("cancer_legs", "pregnant_pain", "pelvis", "stone_ill", "stuck_lump", "harm"),
}
TODAY = {
    "nerve_now": ("genitals",),
    "ill_today": ("fever", "after_infection", "after_spine_care", "weak_defences", "tb_or_needles", "hip_metal_ill",
                  "cancer_pain"),
    "bones_today": ("foot_drop", "fall_fragile", "sudden_fragile", "bone_medicine", "impact_groin", "hip_worse",
                    "foot_blood"),
    "other_today": ("thinner_pain", "stone", "rash", "swollen_leg", "head_and_stiff", "pregnant_ill", "unwell",
                    "saddle_older"),
}
LATER = {
    "body_soon": ("weight", "sweats", "night_pain", "bleeding", "leaks", "soft_lump", "periods"),
    "bones_soon": ("new_at_60", "broken_bone", "thin_bones", "shorter", "hip_steroids", "hip_illness", "stiff_hour",
                   "shoulders"),
}
# fmt: on
OUT_OF_SCOPE = ("pregnant", "operation", "hip_metal_pain", "cancer_treatment", "nerve_illness")
LASTING = {"six_weeks", "no_work", "no_sleep"}

LISTS = ("nerve_now", "injury_now", "body_now", "other_now", "ill_today", "bones_today", "other_today")
"""The lists whose signs stop the questions."""
SIGN_LISTS = (*LISTS, "body_soon", "bones_soon", "about_you")

SIGN_URGENCY = {
    **dict.fromkeys((sign for signs in EMERGENCIES.values() for sign in signs), EMERGENCY),
    **dict.fromkeys((sign for signs in TODAY.values() for sign in signs), SAME_DAY),
}
SIGNS_OF = {question: EMERGENCIES.get(question, ()) + TODAY.get(question, ()) for question in LISTS}
WORST = {question: EMERGENCY if question in EMERGENCIES else SAME_DAY for question in LISTS}

TOGETHER = {
    **{sign: sign for signs in TODAY.values() for sign in signs},
    "tb_or_needles": "after_infection",
    "fall_fragile": "fragile",
    "sudden_fragile": "fragile",
    "bone_medicine": "fragile",
}
"""Signs that need care today count once where one thing may be behind several: two that count are an emergency."""
MAY_BE_TOGETHER = {question: {TOGETHER[sign] for sign in signs} for question, signs in TODAY.items()}

ORDER = {
    flag: place
    for place, flag in enumerate(
        (
            *(sign for signs in EMERGENCIES.values() for sign in signs),
            "several_today",
            "genitals",
            *TODAY["ill_today"],
            *(sign for sign in TODAY["bones_today"] if sign != "foot_blood"),
            *(sign for sign in TODAY["other_today"] if sign not in ("unwell", "saddle_older")),
            *("foot_blood", "unwell", "saddle_older"),
            *("weight", "sweats", "night_pain", "bleeding", "bloating", "leaks", "soft_lump"),
            *LATER["bones_soon"],
            *("fell_fragile", "hip_bone", "bloating_younger", "periods", "walk_cramp", "young_back", "long_stiff"),
            *("lasting", "under_16", "age_16_17", "teen_hip", "no_back_pain", *OUT_OF_SCOPE),
        )
    )
}


def score(answers: Mapping[str, Any]) -> tuple[Any, ...]:
    """Urgency, flags, flags not sure, hip, back (low, high, band), patterns, unanswered; as `reference.FIELDS`."""
    get = answers.get
    there: list[str] = []
    unsure: list[str] = []
    found = unasked = ROUTINE
    stops = False
    for look in (_serious, _later, _told_later, _scope):
        urgency, may_be, stop = look(get, there, unsure)
        found, unasked, stops = max(found, urgency), max(unasked, may_be), stops or stop
    if len(there) > 1:
        there.sort(key=ORDER.__getitem__)
    if len(unsure) > 1:
        unsure.sort(key=ORDER.__getitem__)
    word = WORDS[found] if found >= SAME_DAY or unasked <= found else None
    if stops or found >= SAME_DAY:
        return word, there, unsure, None, None, None, None
    return word, there, unsure, *_scores(get)


def _serious(get: Get, there: list[str], unsure: list[str]) -> tuple[int, int, bool]:
    """The signs that need care today or at once: the most urgent found, and the most urgent that may be unasked."""
    found = unasked = ROUTINE
    surely: set[str] = set()
    maybe: set[str] = set()
    for question in LISTS:
        marks = get(question)
        if marks == NOTHING:
            continue
        if marks is None:
            unasked = max(unasked, WORST[question])
            maybe |= MAY_BE_TOGETHER.get(question, set())
        elif isinstance(marks, str):
            unsure.extend(SIGNS_OF[question])
            found = max(found, SAME_DAY)
            maybe |= MAY_BE_TOGETHER.get(question, set())
        else:
            for mark in marks:
                if mark[-1] == "?":
                    sign = mark[:-1]
                    unsure.append(sign)
                    found = max(found, SAME_DAY)
                else:
                    sign = mark
                    there.append(sign)
                    found = max(found, SIGN_URGENCY[sign])
                    if sign in TOGETHER:
                        surely.add(TOGETHER[sign])
                if sign in TOGETHER:
                    maybe.add(TOGETHER[sign])
    if len(surely) > 1:
        there.append("several_today")
        found = EMERGENCY
    elif len(maybe | surely) > 1:
        if any(get(question) is None for question in TODAY):
            unasked = EMERGENCY
        else:
            unsure.append("several_today")
            found = max(found, SAME_DAY)
    return found, unasked, False


def _later(get: Get, there: list[str], unsure: list[str]) -> tuple[int, int, bool]:
    """The signs of the two lists that can wait for two weeks."""
    found = unasked = ROUTINE
    for question, signs in LATER.items():
        marks = get(question)
        if marks == NOTHING:
            continue
        if marks is None:
            unasked = SOON
        elif isinstance(marks, str):
            unsure.extend(signs)
            found = SOON
        else:
            for mark in marks:
                sign = mark.removesuffix("?")
                if sign == "bloating":  # told by age
                    continue
                (there if sign == mark else unsure).append(sign)
                if sign != "periods":
                    found = SOON
    urgency, may_be = _bloating(get, there, unsure)
    return max(found, urgency), max(unasked, may_be), False


def _bloating(get: Get, there: list[str], unsure: list[str]) -> tuple[int, int]:
    """At 50 or over it should be checked soon."""
    marks, age = get("body_soon"), get("age")
    surely, maybe = _marked(marks, "bloating")
    if not maybe:
        return ROUTINE, ROUTINE
    if isinstance(age, int):
        flag, urgency = ("bloating", SOON) if age >= 50 else ("bloating_younger", ROUTINE)
        if surely:
            there.append(flag)
        elif marks is None:
            return ROUTINE, urgency
        else:
            unsure.append(flag)
        return urgency, ROUTINE
    if marks is None or age is None:
        return ROUTINE, SOON
    unsure.extend(("bloating", "bloating_younger"))
    return SOON, ROUTINE


def _told_later(get: Get, there: list[str], unsure: list[str]) -> tuple[int, int, bool]:
    """The signs that answers about the pain and the past tell."""
    found = unasked = ROUTINE
    age, history, strength = get("age"), get("history"), get("strength")

    fell, may_have_fallen = _marked(strength, "fell")
    if may_have_fallen:
        old = isinstance(age, int) and age >= 65
        thin, may_be_thin = _either(history, "thin_bones", "steroid")
        if fell and (old or thin):
            there.append("fell_fragile")
            found = SOON
        elif old or not isinstance(age, int) or may_be_thin:
            if strength is None or age is None or history is None:
                unasked = SOON
            else:
                unsure.append("fell_fragile")
                found = SOON

    risk, may_risk = _either(history, "steroid", "alcohol")
    if may_risk:
        groin, thigh, limp, bones = get("groin"), get("front_thigh"), get("limp"), get("bones_soon")
        told, may_be_told = _marked(bones, "hip_steroids")
        if not told and not groin == thigh == limp == NEVER:
            if risk and not may_be_told and (groin in PAIN or thigh in PAIN or limp in PAIN):
                there.append("hip_bone")
                found = SOON
            elif history is None or groin is None or thigh is None or limp is None or bones is None:
                unasked = SOON
            else:
                unsure.append("hip_bone")
                found = SOON

    better, course = get("better"), get("course")
    cramp, may_cramp = _marked(better, "still")
    if cramp:
        there.append("walk_cramp")
    elif may_cramp and better is not None:
        unsure.append("walk_cramp")

    young, may_be_young = _marked(course, "young_start")
    if may_be_young:
        state = _young_back(better, young, get("inflam"))
        if state == "yes":
            there.append("young_back")
        elif state == "may be" and better is not None and course is not None and (get("inflam") or not young):
            unsure.append("young_back")

    morning = get("morning")
    if morning == "over_60":
        there.append("long_stiff")
    elif morning is not None and morning in OPEN:
        unsure.append("long_stiff")

    if course is not None:
        if isinstance(course, str):
            unsure.append("lasting")
        elif not LASTING.isdisjoint(course):
            there.append("lasting")
        elif any(mark[-1] == "?" and mark[:-1] in LASTING for mark in course):
            unsure.append("lasting")
    return found, unasked, False


def _young_back(better: Any, young: bool, inflam: Any) -> str:
    """Whether a back that has hurt since before 45 has the signs to tell a doctor about."""
    moving, may_be_moving = _marked(better, "moving")
    if not may_be_moving:
        return "no"
    if isinstance(inflam, list):
        signs = {mark for mark in inflam if mark[-1] != "?"}
        may_be = {mark.removesuffix("?") for mark in inflam} - {"none"}
        if young and moving and "second_half" in signs and len(signs) > 1:
            return "yes"
        if young and not ("second_half" in may_be and len(may_be) > 1):
            return "no"
    return "may be"


def _scope(get: Get, there: list[str], unsure: list[str]) -> tuple[int, int, bool]:
    """For whom the questions are not made; one who is surely among them gets no score."""
    found, unasked, stops = ROUTINE, ROUTINE, False
    age, about = get("age"), get("about_you")
    teen, may_be_teen = _marked(about, "teen_hip")
    if isinstance(age, int):
        if age < 18:
            stops = True
            there.append("under_16" if age < 16 else "age_16_17")
            found = SAME_DAY if age < 16 else SOON
            if teen:
                there.append("teen_hip")
                found = SAME_DAY
            elif may_be_teen:
                if about is None:
                    unasked = SAME_DAY
                else:
                    unsure.append("teen_hip")
    elif age is None:
        unasked = SAME_DAY
    else:
        unsure.extend(("under_16", "age_16_17"))
        if may_be_teen:
            if about is None:
                unasked = SAME_DAY
            else:
                unsure.append("teen_hip")

    back_pain = get("back_pain")
    if back_pain == "no":
        there.append("no_back_pain")
        stops = True
    elif back_pain != "yes" and back_pain is not None:
        unsure.append("no_back_pain")

    if about is None:
        unasked = max(unasked, SOON)
    elif isinstance(about, str):
        unsure.extend(OUT_OF_SCOPE)
    elif about != NOTHING:
        for mark in about:
            sign = mark.removesuffix("?")
            if sign in OUT_OF_SCOPE:
                if sign == mark:
                    there.append(sign)
                    stops = True
                    if sign != "nerve_illness":
                        found = max(found, SOON)
                else:
                    unsure.append(sign)
    return found, unasked, stops


def _marked(marks: Any, option: str) -> tuple[bool, bool]:
    """Whether an option of a list surely was chosen, and whether it may have been."""
    if not isinstance(marks, list):
        return False, True
    if option in marks:
        return True, True
    return False, option + "?" in marks


def _either(marks: Any, one: str, other: str) -> tuple[bool, bool]:
    if not isinstance(marks, list):
        return False, True
    if marks == NOTHING:
        return False, False
    if one in marks or other in marks:
        return True, True
    return False, one + "?" in marks or other + "?" in marks


# Sums and conditions stand here as a person would write them.
# fmt: off
def _scores(get: Get) -> tuple[Any, ...]:
    """Where the answers stand with the hip and with the back, the patterns, and how many questions are unanswered.

    How often something hurts is 2, 1 or 0, and None while that is open; what was not asked is 0, and what perhaps
    was is None. Of a list there are the marks that are sure and those that may be.
    """
    groin, thigh, outer = OFTEN(get("groin")), OFTEN(get("front_thigh")), OFTEN(get("outer_hip"))
    buttock, below, limp = OFTEN(get("buttock")), OFTEN(get("below_knee")), OFTEN(get("limp"))
    startup, sleep, claud = OFTEN(get("startup")), OFTEN(get("sleep")), OFTEN(get("claud"))
    socks, car = TROUBLE(get("socks")), TROUBLE(get("car"))
    leg_vs_back, morning, cough = get("leg_vs_back"), get("morning"), get("cough")
    leg_or_back_open, morning_open, cough_open = leg_vs_back in OPEN, morning in OPEN, cough in OPEN
    age = get("age")
    if not isinstance(age, int):
        age = None
    strength, strength_may = _marks(get("strength"))
    worse, worse_may = _marks(get("worse"))
    better, better_may = _marks(get("better"))
    legs, legs_may = _marks(get("legs"))
    course, course_may = _marks(get("course"))
    history, history_may = _marks(get("history"))

    # How many questions that give points are open, of those that were surely put.
    worse_open = not worse
    better_open, history_open = (not better), (not history)
    both_open = worse_open + better_open + history_open + (age is None)
    hip_put = 15
    hip_open = (
        both_open + (groin is None) + (thigh is None) + (outer is None) + (buttock is None) + (socks is None)
        + (limp is None) + (car is None) + (startup is None) + (sleep is None) + morning_open + (not strength)
    )
    back_put = 9
    back_open = both_open + (below is None) + (claud is None) + leg_or_back_open + cough_open + (not legs)
    others_open = (get("back_pain") in OPEN) + (get("rest_pain") in OPEN) + (not course)

    # What is put only after some answers.
    front = groin or thigh
    front_may = groin != 0 or thigh != 0
    knee: int | None = 0
    if front:
        knee = OFTEN(get("knee"))
        hip_put += 1
        hip_open += knee is None
    elif front_may:
        knee = None
    to_back: int | None = 0
    pivot: int | None = 0
    walk: int | None = 0
    if front or outer or buttock:
        to_back, pivot, walk = OFTEN(get("hip_to_back")), OFTEN(get("pivot")), OFTEN(get("walk"))
        hip_put += 3
        hip_open += (to_back is None) + (pivot is None) + (walk is None)
    elif front_may or outer is None or buttock is None:
        to_back = pivot = walk = None
    click: int | None = 0
    if front or pivot:
        click = OFTEN(get("click"))
        hip_put += 1
        hip_open += click is None
    elif front_may or pivot is None:
        click = None
    walk_off: int | None = 0
    if walk:
        walk_off = OFTEN(get("walk_off"))
        hip_put += 1
        hip_open += walk_off is None
    elif walk is None:
        walk_off = None
    one_leg: int | None = 0
    side_lying: int | None = 0
    if outer:
        one_leg, side_lying = OFTEN(get("one_leg")), OFTEN(get("side_lying"))
        hip_put += 2
        hip_open += (one_leg is None) + (side_lying is None)
    elif outer is None:
        one_leg = side_lying = None
    sit_groin: bool | None = False
    front_tight: int | None = 0
    if "sitting" in worse:
        sit_where, front_tight = get("sit_where"), OFTEN(get("front_tight"))
        sit_groin = None if sit_where in OPEN else sit_where == "groin"
        hip_put += 2
        hip_open += (sit_groin is None) + (front_tight is None)
        others_open += get("sit_hours") in OPEN
    elif "sitting" in worse_may:
        sit_groin = front_tight = None
    sport: bool | None = False
    if groin != 0 and (age is None or age < 50):
        if groin and age is not None:
            answer = get("sport")
            sport = None if answer in OPEN else answer == "yes"
            hip_put += 1
            hip_open += sport is None
        else:
            sport = None
    from_hip: bool | None = False
    if socks:
        cause = get("socks_cause")
        from_hip = None if cause in OPEN else cause == "hip" or cause == "both"
        others_open += from_hip is None
    elif socks is None:
        from_hip = None
    electric: int | None = 0
    if below:
        electric = OFTEN(get("electric"))
        back_put += 1
        back_open += electric is None
    elif below is None:
        electric = None
    two_sided: bool | None = False
    bend_relief: int | None = 0
    leg, cough_leg = leg_vs_back == "leg", cough == "leg" or cough == "both"
    if below or leg or leg_vs_back == "equal" or claud or (legs and legs != NOTHING):
        side, bend_relief = get("both_sides"), OFTEN(get("bend_relief"))
        two_sided = None if side in OPEN else side == "both"
        back_put += 2
        back_open += (two_sided is None) + (bend_relief is None)
    elif below is None or leg_or_back_open or claud is None or legs_may != NOTHING:
        two_sided = bend_relief = None
    inflam: Marks = ()
    inflam_may: Marks = ANY
    if "young_start" in course:
        inflam, inflam_may = _marks(get("inflam"))
        others_open += not inflam
    for question in SIGN_LISTS:
        marks = get(question)
        if marks != NOTHING:
            others_open += not _marks(marks)[0]
    unanswered = hip_open + back_open - both_open + others_open

    # Points: what is sure, and what may be.
    place = 2 * ((groin or 0) + (thigh or 0) + (outer or 0)) + (knee or 0) + (buttock or 0) + (to_back or 0)
    place_may = place + 2 * (
        2 * ((groin is None) + (thigh is None) + (outer is None)) + (knee is None) + (buttock is None)
        + (to_back is None)
    )
    movement = (
        2 * ((pivot or 0) + (limp or 0) + (car or 0) + (walk_off or 0)) + (click or 0) + (walk or 0) + (one_leg or 0)
    )
    movement_may = movement + 2 * (
        2 * ((pivot is None) + (limp is None) + (car is None) + (walk_off is None)) + (click is None)
        + (walk is None) + (one_leg is None) + (sit_groin is not False)
    )
    if sit_groin:
        movement += 2
    if from_hip is not False:
        movement_may += 4 if socks is None else 2 * socks
        if from_hip:
            movement += 2 * (socks or 0)
    timing = (front_tight or 0) + (startup or 0) + 2 * (side_lying or 0) + (sleep or 0)
    timing_may = timing + 2 * (
        (front_tight is None) + (startup is None) + 2 * (side_lying is None) + (sleep is None) + morning_open
    )
    wakes = morning == "under_30" or morning == "up_to_60"
    if wakes:
        timing += 2
        timing_may += 2
    past = past_may = 0
    if age is None:
        past_may = 2
    elif age >= 45:
        past = past_may = 2 if age >= 60 else 1
    if sport is not False:
        past_may += 2
        if sport:
            past += 2
    root = 2 * (below or 0) + (electric or 0) + 4 * leg
    root_may = root + 4 * ((below is None) + leg_or_back_open) + 2 * ((electric is None) + cough_open)
    if cough_leg:
        root += 2 if cough == "leg" else 1
        root_may += 2 if cough == "leg" else 1
    stenosis = 2 * (claud or 0) + 3 * (bend_relief or 0) + (6 if two_sided else 0)
    stenosis_may = stenosis + 4 * (claud is None) + 6 * ((bend_relief is None) + (two_sided is None))
    plain = 2 if leg_vs_back == "back" else 0
    plain_may = 2 if leg_or_back_open else plain
    before = 2 if age is not None and age >= 70 else 0
    before_may = 2 if age is None else before
    if strength_may != NOTHING:
        movement += 2 * (("give_way" in strength) + ("lift" in strength) + ("hands" in strength))
        movement_may += 2 * (("give_way" in strength_may) + ("lift" in strength_may) + ("hands" in strength_may))
    if worse_may != NOTHING:
        movement += 2 * (("standing" in worse) + ("stairs" in worse) + ("low" in worse) + ("cross" in worse))
        movement_may += 2 * (
            ("standing" in worse_may) + ("stairs" in worse_may) + ("low" in worse_may) + ("cross" in worse_may)
        )
        timing += 2 * ("active" in worse)
        timing_may += 2 * ("active" in worse_may)
        plain += 2 * ("bending" in worse)
        plain_may += 2 * ("bending" in worse_may)
    if better_may != NOTHING:
        timing += 2 * ("rest" in better)
        timing_may += 2 * ("rest" in better_may)
        stenosis += 2 * ("sit_down" in better)
        stenosis_may += 2 * ("sit_down" in better_may)
    if legs_may != NOTHING:
        root += 4 * (("foot" in legs) + ("weak" in legs)) + 2 * ("thigh" in legs)
        root_may += 4 * (("foot" in legs_may) + ("weak" in legs_may)) + 2 * ("thigh" in legs_may)
    if history_may != NOTHING:
        for mark in history:
            past += PAST.get(mark, 0)
        for mark in PAST if history_may is ANY else history_may:
            past_may += PAST.get(mark, 0)
        before += 2 * ("back_dx" in history)
        before_may += 2 * ("back_dx" in history_may)
        # Steroids or alcohol count with the first of groin, thigh and limp that hurts.
        if "steroid" in history_may or "alcohol" in history_may:
            past_may += 2 * ((groin != 0) + (thigh != 0 and not groin) + (limp != 0 and not front))
            if "steroid" in history or "alcohol" in history:
                if groin:
                    past += 2
                if groin == 0 and thigh:
                    past += 2
                if groin == 0 and thigh == 0 and limp:
                    past += 2
    hip_low = (
        (place if place < 12 else 12) + (movement if movement < 16 else 16) + (timing if timing < 8 else 8)
        + (past if past < 8 else 8)
    )
    hip_high = (
        (place_may if place_may < 12 else 12) + (movement_may if movement_may < 16 else 16)
        + (timing_may if timing_may < 8 else 8) + (past_may if past_may < 8 else 8)
    )
    back_low = (
        (root if root < 16 else 16) + (stenosis if stenosis < 16 else 16) + (plain if plain < 4 else 4)
        + (before if before < 4 else 4)
    )
    back_high = (
        (root_may if root_may < 16 else 16) + (stenosis_may if stenosis_may < 16 else 16)
        + (plain_may if plain_may < 4 else 4) + (before_may if before_may < 4 else 4)
    )

    # Bands: "some" and "many" of the hip need an anchor each.
    hip_some = hip_many = hip_some_may = hip_many_may = False
    if hip_high >= 10:
        moves = bool((socks and from_hip) or pivot or limp or car == 2 or walk_off == 2)
        moves_may = (
            (socks != 0 and from_hip is not False) or pivot != 0 or limp != 0 or car is None or car == 2
            or walk_off is None or walk_off == 2
        )
        hip_some = hip_low >= 10 and bool(front or outer or moves)
        hip_some_may = front_may or outer != 0 or moves_may
        if hip_high >= 22 and (front_may or outer != 0):
            hip_many = hip_low >= 22 and bool((front or outer) and (moves or side_lying))
            hip_many_may = moves_may or side_lying != 0
    hip_few_may, hip_some_may = not (hip_some or hip_many), hip_some_may and not hip_many
    hip_enough = hip_open * 100 <= hip_put * 30
    hip_band = None
    if hip_enough and hip_few_may + hip_some_may + hip_many_may == 1:
        hip_band = "few" if hip_few_may else "some" if hip_some_may else "many"
    back_enough = back_open * 100 <= back_put * 30
    back_band = None
    if back_enough:
        if back_high < 6:
            back_band = "few"
        elif back_low >= 14:
            back_band = "many"
        elif back_low >= 6 and back_high < 14:
            back_band = "some"

    # Patterns: what is surely so; only "no pattern" asks what may be.
    leg_nerve = below and (
        leg + ("foot" in legs) + cough_leg + (electric is not None and electric > 0) + ("weak" in legs) >= 2
    )
    leg_relief = (
        age is not None and age >= 50
        and ((two_sided is True) + leg + bool(claud) + ("sit_down" in better) + bool(bend_relief) >= 3)
    )
    hip_stiffness = (
        ((socks and from_hip) or pivot) and (startup or wakes)
        and ((socks if socks and from_hip else 0) + (pivot or 0) + (startup or 0) + wakes >= 4)
    )
    lateral_hip = outer and (side_lying or one_leg or "stairs" in worse)
    groin_twist = (
        groin and age is not None and age < 50
        and (bool(pivot) + ("low" in worse) + (sit_groin is True) + bool(click) + (sport is True) >= 2)
    )
    weak_hips = (limp or "stairs" in worse) and (
        2 * ("lift" in strength) + 2 * ("give_way" in strength) + (one_leg or 0) >= 3
    )
    sitting = "sitting" in worse
    patterns = []
    if leg_nerve:
        patterns.append("leg_nerve")
    if leg_relief:
        patterns.append("leg_relief")
    if (hip_enough and back_enough and not hip_few_may and back_low >= 6) or (
        patterns and (hip_stiffness or lateral_hip or groin_twist or weak_hips)
    ):
        patterns.append("overlap")
    if hip_stiffness:
        patterns.append("hip_stiffness")
    if lateral_hip:
        patterns.append("lateral_hip")
    if groin_twist:
        patterns.append("groin_twist")
    if weak_hips:
        patterns.append("weak_hips")
    if sitting and startup and bend_relief == 0 and (front_tight or "hands" in strength):
        patterns.append("tight_front")
    if sitting and ("moving" in better or walk_off == 2):
        patterns.append("long_sitting")
    if "young_start" in course and ("moving" in better) + len(INFLAM.intersection(inflam)) >= 3:
        patterns.append("inflammatory")
    if not patterns:
        socks_may = socks != 0 and from_hip is not False
        pattern_may_be = (
            ((not hip_enough or hip_some_may or hip_many_may) and (not back_enough or back_high >= 6))
            or (
                below != 0 and (leg or leg_or_back_open) + ("foot" in legs_may) + (cough_leg or cough_open)
                + (electric != 0) + ("weak" in legs_may)
                >= 2
            )
            or (
                (age is None or age >= 50) and (two_sided is not False) + (leg or leg_or_back_open)
                + (claud != 0) + ("sit_down" in better_may) + (bend_relief != 0)
                >= 3
            )
            or (
                (socks_may or pivot != 0) and (startup != 0 or wakes or morning_open)
                and (2 if socks is None else socks) * socks_may + (2 if pivot is None else pivot)
                + (2 if startup is None else startup) + (wakes or morning_open)
                >= 4
            ) or (outer != 0 and (side_lying != 0 or one_leg != 0 or "stairs" in worse_may))
            or (
                groin != 0 and (age is None or age < 50)
                and (pivot != 0) + ("low" in worse_may) + (sit_groin is not False) + (click != 0) + (sport is not False)
                >= 2
            )
            or (
                (limp != 0 or "stairs" in worse_may) and 2 * ("lift" in strength_may)
                + 2 * ("give_way" in strength_may) + (2 if one_leg is None else one_leg)
                >= 3
            )
            or (
                "sitting" in worse_may and startup != 0 and not bend_relief
                and (front_tight != 0 or "hands" in strength_may)
            ) or ("sitting" in worse_may and ("moving" in better_may or walk_off is None or walk_off == 2))
            or ("young_start" in course_may and ("moving" in better_may) + len(INFLAM.intersection(inflam_may)) >= 3)
        )
        if not pattern_may_be:
            patterns.append("no_pattern")
    return (hip_low, hip_high, hip_band), (back_low, back_high, back_band), patterns[:3], unanswered


# fmt: on


def _marks(marks: Any) -> tuple[Marks, Marks]:
    """The marks of a list that are sure, and those that may be: anything, if there is no answer."""
    if marks == NOTHING:
        return NOTHING, NOTHING
    if not isinstance(marks, list):
        return (), ANY
    if "?" not in "".join(marks):
        return marks, marks
    return [mark for mark in marks if mark[-1] != "?"], [mark.removesuffix("?") for mark in marks]
