"""The words of the language of questions: operators and fields, in six languages."""

from __future__ import annotations

from amparo.search.analysis import fold

# In letters with case, an operator is written in capitals; and, or, et, ou are words like others.
AND = frozenset(("AND", "ET", "Y", "И", "&", "&&", "و", "与", "和", "且", "并且"))
OR = frozenset(("OR", "OU", "O", "ИЛИ", "|", "||", "أو", "او", "或", "或者"))
NOT = frozenset(("NOT", "SAUF", "NON", "NO", "НЕ", "ليس", "وليس", "非", "不含"))

_FIELDS = {
    "state": "state states country état etat pays estado pais государство страна دولة الدولة 国家 国",
    "body": "body mechanism organe mécanisme órgano mecanismo орган механизм هيئة آلية 机构 机制",
    "kind": "kind type genre nature tipo clase вид тип نوع 类型 种类",
    "symbol": "symbol cote signatura símbolo обозначение символ رمز 文号 编号",
    "language": "language lang langue idioma lengua язык لغة 语言 语文",
    "year": "year année annee año ano год سنة عام 年 年份",
    "date": "date on fecha дата تاريخ 日期",
    "theme": "theme topic thème sujet tema asunto тема موضوع 主题 专题",
    "person": "person persons personne personnes persona personas лица лицо أشخاص شخص 人员 受影响者",
    "sdg": "sdg sdgs odd ods цур هدف 目标 可持续发展目标",
    "title": "title titre título titulo заголовок название عنوان 标题 题目",
}
FIELDS = {fold(name): field for field, names in _FIELDS.items() for name in names.split()}

_KINDS = {
    "document": "document documents документ документы documento documentos وثيقة وثائق 文件",
    "paragraph": (
        "paragraph paragraphs paragraphe paragraphes párrafo párrafos пункт пункты فقرة فقرات 段 段落"
    ),
    "recommendation": (
        "recommendation recommendations recommandation recommandations recomendación "
        "recomendaciones рекомендация рекомендации توصية توصيات 建议"
    ),
    "docket": (
        "docket dockets matter matters dossier dossiers expediente expedientes дело дела ملف ملفات 案卷"
    ),
    "state": "state states état états estado estados государство государства دولة دول 国家",
    "treaty": "treaty treaties traité traités tratado tratados договор договоры معاهدة معاهدات 条约",
    "mechanism": (
        "mechanism mechanisms body bodies mécanisme mécanismes organe organes mecanismo mecanismos "
        "órgano órganos механизм механизмы орган органы آلية آليات هيئة هيئات 机制 机构"
    ),
    "figure": "figure figures chiffre chiffres cifra cifras показатель показатели رقم أرقام 数字",
}
KINDS = {fold(name): kind for kind, names in _KINDS.items() for name in names.split()}

_LANGUAGES = {
    "ar": "ar ara arabic arabe árabe арабский عربي العربية 阿拉伯文 阿拉伯语",
    "zh": "zh zho zh-hans chinese chinois chino китайский صيني الصينية 中文 汉语",
    "en": "en eng english anglais inglés английский إنجليزي الإنكليزية الإنجليزية 英文 英语",
    "fr": "fr fra french français francés французский فرنسي الفرنسية 法文 法语",
    "ru": "ru rus russian russe ruso русский روسي الروسية 俄文 俄语",
    "es": "es spa spanish espagnol español castellano испанский إسباني الإسبانية 西班牙文 西班牙语",
}
LANGUAGES = {fold(name): code for code, names in _LANGUAGES.items() for name in names.split()}
